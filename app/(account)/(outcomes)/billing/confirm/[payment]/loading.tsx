import { LoaderCircle } from "lucide-react";

export default function Loading() {
  return (
    <div className="wrap grid justify-items-start gap-4 py-20" role="status">
      <LoaderCircle aria-hidden className="size-8 animate-spin text-accent" />
      <p className="font-semibold text-[28px] tracking-[-0.02em]">Adding your credits…</p>
      <p className="text-muted">This takes a second or two.</p>
    </div>
  );
}
