import type { Slice } from "@/components/credits/balance-snapshot";
import { cx } from "@/components/ui/cx";

/** The balance as one bar: a color per kind of lot, hatched where held or frozen. The split beside it has the numbers. */
export function CreditBar({ slices, className }: { slices: Slice[]; className?: string }) {
  const whole = slices.reduce((sum, slice) => sum + slice.amount, 0);
  return (
    <div aria-hidden className={cx("flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-sunken", className)}>
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
