import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { LinkPending } from "@/components/ui/link-pending";

/** A number that leads to the rows behind it; the number alone if it has none. */
export function RowsLink({ href, children }: { href?: Route | undefined; children: ReactNode }) {
  // A dash stands for a number that does not exist.
  if (!href || children === "–") return children;
  return (
    <Link
      href={href}
      prefetch={false}
      className="focus-ring inline-block rounded-md leading-6 underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-current"
    >
      {children}
      <LinkPending />
    </Link>
  );
}
