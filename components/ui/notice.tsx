import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

const tones = {
  info: { icon: Info, style: "border-line-strong bg-sunken text-ink" },
  good: { icon: CircleCheck, style: "border-accent-line bg-accent-soft text-ink [&>div>svg]:text-accent" },
  warn: { icon: TriangleAlert, style: "border-warn-line bg-warn-soft text-warn" },
  bad: { icon: CircleAlert, style: "border-danger-line bg-danger-soft text-danger" },
};

type NoticeProps = {
  tone: keyof typeof tones;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
  live?: boolean;
};

/** A message with an optional action. With `live`, screen readers announce it when it appears. */
export function Notice({ tone, children, action, className, live = false }: NoticeProps) {
  const { icon: Icon, style } = tones[tone];
  return (
    <div
      role={live ? (tone === "bad" ? "alert" : "status") : undefined}
      className={cx("flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border px-4 py-3.5", style, className)}
    >
      <div className="flex min-w-0 flex-1 basis-64 gap-x-4">
        <Icon aria-hidden className="mt-0.5 size-[18px] shrink-0" />
        <div className="min-w-0 flex-1">{children}</div>
      </div>
      {action}
    </div>
  );
}
