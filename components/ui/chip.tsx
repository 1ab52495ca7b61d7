import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

const chipStyle = cva(
  "inline-flex h-[22px] items-center gap-1.5 whitespace-nowrap rounded-md border px-2 font-medium text-xs",
  {
    variants: {
      tone: {
        plain: "border-line bg-sunken text-muted",
        good: "border-accent-line bg-accent-soft text-accent-strong dark:text-accent",
        warn: "border-warn-line bg-warn-soft text-warn",
        bad: "border-danger-line bg-danger-soft text-danger",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

export type Tone = NonNullable<VariantProps<typeof chipStyle>["tone"]>;

/** A status in one or two words. */
export function Chip({ tone, className, children }: { tone?: Tone; className?: string; children: ReactNode }) {
  return <span className={cx(chipStyle({ tone }), className)}>{children}</span>;
}
