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

/** A page of placeholders, for loading.tsx. */
export function PageSkeleton({ cards = 2 }: { cards?: number }) {
  return (
    <div className="wrap grid gap-4 pt-8 pb-16" role="status" aria-label="Loading">
      <Skeleton className="mb-2 h-8 w-44" />
      <div className="grid gap-4 lg:grid-cols-2">
        {["a", "b", "c", "d"].slice(0, cards).map((key) => (
          <Skeleton key={key} className="h-60 rounded-card opacity-60" />
        ))}
      </div>
      <Skeleton className="h-80 rounded-card opacity-60" />
    </div>
  );
}
