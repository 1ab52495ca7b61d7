import type { Slice } from "@/components/credits/balance-snapshot";
import { cx } from "@/components/ui/cx";

/**
 * The vessel with one layer per kind of credits, the next to be spent on top. `share` is how full it is. Decorative: the
 * numbers stand beside it.
 */
export function Vessel({ slices, share, className }: { slices: Slice[]; share: number; className?: string }) {
  const whole = slices.reduce((sum, slice) => sum + slice.amount, 0);
  const filled = Math.min(0.96, Math.max(0, share));
  return (
    <div
      aria-hidden
      className={cx(
        "relative flex w-8 flex-col justify-end overflow-hidden rounded-t-[5px] rounded-b-[14px] border-2 border-ink bg-sunken",
        className,
      )}
    >
      <div className="absolute inset-[3px] flex flex-col justify-end overflow-hidden rounded-t-[1px] rounded-b-[9px]">
        {slices
          .filter((slice) => slice.amount > 0)
          .map((slice) => (
            <span
              key={slice.name}
              className={cx("block transition-[height] duration-700 ease-out", slice.colour)}
              style={{ height: `${(slice.amount / whole) * filled * 100}%` }}
            />
          ))}
      </div>
    </div>
  );
}
