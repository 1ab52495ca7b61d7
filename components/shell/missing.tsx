import type { ReactNode } from "react";
import { Level } from "@/components/ui/level";

/** Shown where there is no such page. `children` are the ways on. */
export function Missing({ children }: { children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-4 py-24">
      <Level share={0} className="h-12 w-7 rounded-t-[4px] rounded-b-[10px] border-2" />
      <h1 className="font-semibold text-[28px] tracking-[-0.02em]">Page not found</h1>
      <p className="max-w-md text-muted">The address is wrong, the page has moved, or you do not have access to it.</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
