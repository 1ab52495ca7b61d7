import { cx } from "@/components/ui/cx";

/** A gray placeholder in the shape of the content to come. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx("block animate-[shimmer_1.6s_ease-in-out_infinite] rounded-md bg-line", className)}
    />
  );
}
