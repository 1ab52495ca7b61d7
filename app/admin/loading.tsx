import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-4">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-9 w-full max-w-xl" />
      <Skeleton className="h-[420px] rounded-card opacity-60" />
      <Skeleton className="h-[420px] rounded-card opacity-60" />
    </div>
  );
}
