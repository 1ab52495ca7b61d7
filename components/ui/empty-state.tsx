import type { ReactNode } from "react";
import { Level } from "@/components/ui/level";

/** What an empty list says, and what to do next. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <Level share={0} className="h-10 w-6 rounded-t-[3px] rounded-b-[9px] border-2" />
      <p className="font-medium">{title}</p>
      {children ? <p className="max-w-sm text-muted">{children}</p> : null}
      {action}
    </div>
  );
}
