import type { ReactNode } from "react";

/** As many rows are shown at first. */
export const FIRST_ROWS = 5;

/** A table that shows its first rows, and the others when they are asked for. Works without JavaScript. */
export function FoldedRows({ rows, children }: { rows: number; children: ReactNode }) {
  if (rows <= FIRST_ROWS) return children;
  return (
    <div className="[&:not(:has(>details[open]))_tbody>tr:nth-child(n+6)]:hidden">
      {children}
      <details className="group border-line border-t">
        <summary className="focus-ring flex h-10 cursor-pointer items-center px-4 text-[13px] text-muted hover:text-ink focus-visible:-outline-offset-2 sm:px-5">
          <span className="group-open:hidden">Show all {rows}</span>
          <span className="hidden group-open:inline">Show the first {FIRST_ROWS}</span>
        </summary>
      </details>
    </div>
  );
}
