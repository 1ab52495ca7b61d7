import { ArrowLeft, ArrowRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/link-pending";

type PagerProps = {
  pathname: Route;
  /** Other query parameters to keep, such as filters. */
  query: Record<string, string>;
  /** The query parameter that carries the cursor. */
  parameter?: string;
  cursor: string | undefined;
  nextCursor: string | null;
};

/** Newest / older, by cursor, so that new rows never shift a page. */
export function Pager({ pathname, query, parameter = "cursor", cursor, nextCursor }: PagerProps) {
  if (!cursor && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 border-line border-t px-4 py-3 sm:px-5">
      {cursor ? (
        <Link className={buttonStyle({ size: "small" })} href={{ pathname, query }} scroll={false}>
          <ArrowLeft aria-hidden /> Newest
          <LinkPending />
        </Link>
      ) : (
        <span />
      )}
      {nextCursor ? (
        <Link
          className={buttonStyle({ size: "small" })}
          href={{ pathname, query: { ...query, [parameter]: nextCursor } }}
          scroll={false}
        >
          Older <ArrowRight aria-hidden />
          <LinkPending />
        </Link>
      ) : (
        <span className="text-faint text-[13px]">End of the list</span>
      )}
    </nav>
  );
}
