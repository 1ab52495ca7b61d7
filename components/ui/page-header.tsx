import type { ReactNode } from "react";

/** A page's title, a sentence about it, and its actions on the right. */
export function PageHeader({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <header className="mb-1 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="wrap-anywhere font-semibold text-[28px] leading-tight tracking-[-0.02em]">{title}</h1>
        {children ? <p className="mt-1.5 max-w-2xl text-muted">{children}</p> : null}
      </div>
      {action}
    </header>
  );
}
