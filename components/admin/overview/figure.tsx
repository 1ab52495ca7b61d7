import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

type FigureProps = {
  label: string;
  value: string;
  /** The same number of the range before; left out for what is only known as of now. */
  before?: string | undefined;
  /** What it counts. */
  counts: ReactNode;
  /** The rows behind it. */
  href?: Route | undefined;
};

/** A number with what it counts, and what it was before. */
export function Figure({ label, value, before, counts, href }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-[13px] text-muted">{label}</dt>
      <dd>
        <p className="mt-0.5 font-semibold text-[22px] tracking-[-0.02em]">
          {href ? (
            <Link href={href} className="focus-ring rounded-md underline decoration-line-strong underline-offset-4">
              {value}
            </Link>
          ) : (
            value
          )}
        </p>
        {before === undefined ? null : <p className="text-[13px] text-muted">before: {before}</p>}
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
