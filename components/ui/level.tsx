import { cx } from "@/components/ui/cx";

/**
 * The vessel: how full something is. `share` is 0 to 1. Decorative: the number always stands beside it.
 */
export function Level({ share, className, tone = "bg-accent" }: { share: number; className?: string; tone?: string }) {
  const filled = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
  return (
    <span
      aria-hidden
      className={cx(
        "relative inline-block h-[18px] w-[7px] shrink-0 overflow-hidden rounded-t-[2px] rounded-b-[4px] border border-line-strong bg-sunken",
        className,
      )}
    >
      <span
        className={cx("absolute inset-0 origin-bottom transition-transform duration-700 ease-out", tone)}
        style={{ transform: `scaleY(${filled})` }}
      />
    </span>
  );
}
