import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Level } from "@/components/ui/level";

type OrderFrameProps = {
  title: string;
  note: string;
  /** Lines of the order with their amounts, the sum last. */
  lines: { name: string; amount: string }[];
  children: ReactNode;
};

/** What is bought on the left, what it costs and the buttons on the right. */
export function OrderFrame({ title, note, lines, children }: OrderFrameProps) {
  return (
    <div className="wrap grid items-start gap-x-16 gap-y-8 py-12 md:py-16 lg:grid-cols-[1fr_420px]">
      <div>
        <Level share={0.9} className="h-12 w-7 rounded-t-[4px] rounded-b-[10px] border-2" />
        <h1 className="wrap-anywhere mt-5 font-semibold text-[28px] leading-tight tracking-[-0.02em] md:text-[36px]">
          {title}
        </h1>
        <p className="mt-3 max-w-lg text-muted">{note}</p>
      </div>
      <Card aria-label="Your order" className="grid gap-5 p-5">
        <dl className="grid gap-2.5">
          {lines.map(({ name, amount }, index) => (
            <div
              key={name}
              className="flex items-baseline justify-between gap-4 last:border-line last:border-t last:pt-3 last:font-semibold"
            >
              <dt className={index === lines.length - 1 ? "" : "text-muted"}>{name}</dt>
              <dd className="text-right">{amount}</dd>
            </div>
          ))}
        </dl>
        {children}
      </Card>
    </div>
  );
}
