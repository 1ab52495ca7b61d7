import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCredits, SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";

/** The name of a row that is a link: all of the row leads to its page. */
export function EntryLink({ href, children }: { href: Route | null; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link
      href={href}
      prefetch={false}
      className="underline-offset-4 outline-none after:absolute after:inset-0 hover:underline focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
    >
      {children}
    </Link>
  );
}

type RunEntry = { seq: number; amount: number; at: Date; href: Route | null };

type RunDetailsProps = {
  title: string;
  entries: RunEntry[];
  /** Lists at most so many; the others are in the history. */
  listed?: number;
};

/** Several entries behind one row: open, it lists each of them. Works without JavaScript. */
export function RunDetails({ title, entries, listed = entries.length }: RunDetailsProps) {
  return (
    <details className="group">
      <summary className="focus-ring flex cursor-pointer list-none items-baseline gap-1.5 rounded-md underline-offset-4 hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 translate-y-0.5 text-faint transition-transform group-open:rotate-90"
        />
        <span>
          {title} <span className="text-[12.5px] text-faint">{each(entries)}</span>
        </span>
      </summary>
      <ol className="run-list">
        {entries.slice(0, listed).map(({ seq, amount, at, href }) => (
          <li key={seq}>
            {href ? (
              <Link href={href} prefetch={false} className="focus-ring">
                <DateTime at={at} />
              </Link>
            ) : (
              <DateTime at={at} />
            )}
            <SignedCredits amount={amount} />
          </li>
        ))}
      </ol>
      {entries.length > listed ? (
        <p className="mt-1 pl-4 text-[13px] text-muted">
          <Link href="/credits#history" className="focus-ring rounded-md underline underline-offset-4">
            {entries.length - listed} more in the history
          </Link>
        </p>
      ) : null}
    </details>
  );
}

/** "1 credit each", when all are alike. */
function each(entries: readonly RunEntry[]): string {
  const [first] = entries;
  if (!first || entries.some(({ amount }) => amount !== first.amount)) return "";
  const amount = Math.abs(first.amount);
  return `${formatCredits(amount)} ${amount === 1 ? "credit" : "credits"} each`;
}
