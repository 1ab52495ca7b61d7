import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

type RowLinkProps = { href: string; children: ReactNode; className?: string };

/** The name of a row, which leads to its page. Broken between words only, and at least 24 px high for a finger. */
export function RowLink({ href, children, className }: RowLinkProps) {
  return (
    <Link
      href={href as Route}
      className={cx(
        "focus-ring inline-flex min-h-6 items-center rounded-md font-medium underline-offset-4 hover:underline",
        className,
      )}
    >
      {children}
    </Link>
  );
}
