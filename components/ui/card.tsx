import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** A bordered sheet. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cx("min-w-0 rounded-card border border-line bg-surface", className)} {...rest} />;
}

/** The heading of a card, with its actions on the right. */
export function CardHead({ title, note, action }: { title: ReactNode; note?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-3 sm:px-5">
      <h2 className="font-semibold text-base">
        {title} {note ? <span className="font-normal text-faint">{note}</span> : null}
      </h2>
      {action}
    </div>
  );
}
