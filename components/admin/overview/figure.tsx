import type { ReactNode } from "react";
import type { Links } from "@/components/admin/overview/links";
import { RowsLink } from "@/components/admin/overview/rows-link";

type FigureProps = {
  label: string;
  value: ReactNode;
  /** The same number of the range before; left out for what is only known as of now. */
  before?: string | undefined;
  /** What it counts. */
  counts: ReactNode;
  /** The rows behind it. */
  rows?: Links | undefined;
};

/** A number with what it counts, and what it was before. */
export function Figure({ label, value, before, counts, rows }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-[13px] text-muted">{label}</dt>
      <dd>
        <p className="mt-0.5 font-semibold text-[22px] tracking-[-0.02em]">
          <RowsLink href={rows?.now}>{value}</RowsLink>
        </p>
        {before === undefined ? null : (
          <p className="text-[13px] text-muted">
            before: <RowsLink href={rows?.before}>{before}</RowsLink>
          </p>
        )}
        <p className="mt-1 text-[12px] text-faint leading-snug">{counts}</p>
      </dd>
    </div>
  );
}

/** Figures side by side. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-5 px-4 pb-5 min-[480px]:grid-cols-2 sm:px-5 xl:grid-cols-4">
      {children}
    </dl>
  );
}
