import type { Slice } from "@/components/credits/balance-snapshot";
import { cx } from "@/components/ui/cx";

type CreditBarProps = {
  slices: Slice[];
  /** What a full bar stands for. */
  whole: number;
  className?: string;
};

/**
 * The balance as one bar: a color per kind of lot, hatched where held or frozen, and empty where credits were spent. The
 * split beside it has the numbers.
 */
export function CreditBar({ slices, whole, className }: CreditBarProps) {
  return (
    <div
      aria-hidden
      data-testid="credit-bar"
      className={cx("flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-sunken inset-ring inset-ring-line", className)}
    >
      {slices
        .filter((slice) => slice.amount > 0)
        .map((slice) => (
          <span
            key={slice.name}
            className={cx("block h-full min-w-1 transition-[width] duration-500", slice.colour)}
            style={{ width: `${(slice.amount / whole) * 100}%` }}
          />
        ))}
    </div>
  );
}
