import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-4">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-80 rounded-card opacity-60" />
      <Skeleton className="h-60 rounded-card opacity-60" />
    </div>
  );
}
