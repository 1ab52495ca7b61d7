import type { Slice } from "@/components/credits/balance-snapshot";
import { cx } from "@/components/ui/cx";

// A full vessel leaves a little room at its brim.
const FULL = 96;

/**
 * The vessel with one layer per kind of credits, the next to be spent on top and what is held or frozen at the bottom.
 * `whole` is what a full one stands for. Decorative: the numbers stand beside it.
 */
export function Vessel({ slices, whole, className }: { slices: Slice[]; whole: number; className?: string }) {
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
              style={{ height: `${(slice.amount / whole) * FULL}%` }}
            />
          ))}
      </div>
    </div>
  );
}
