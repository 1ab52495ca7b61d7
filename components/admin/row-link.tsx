import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { LinkPending } from "@/components/ui/link-pending";

type RowLinkProps = { href: string; children: ReactNode; className?: string };

/** The name of a row, which leads to its page. A line is 24 px high, for a finger. */
export function RowLink({ href, children, className }: RowLinkProps) {
  return (
    <Link
      href={href as Route}
      className={cx(
        "focus-ring inline-block max-w-full rounded-md font-medium leading-6 underline-offset-4 hover:underline",
        className,
      )}
    >
      {children}
      <LinkPending />
    </Link>
  );
}
