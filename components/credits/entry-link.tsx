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

/** Several entries behind one row: open, it lists each of them. Works without JavaScript. */
export function RunDetails({ title, entries }: { title: string; entries: RunEntry[] }) {
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
      <ol className="mt-2 grid gap-1 border-line border-l pl-4">
        {entries.map(({ seq, amount, at, href }) => (
          <li key={seq} className="flex flex-wrap items-baseline justify-between gap-x-4 text-[13px] text-muted">
            {href ? (
              <Link
                href={href}
                prefetch={false}
                className="focus-ring rounded-md py-1 underline-offset-4 hover:underline"
              >
                <DateTime at={at} />
              </Link>
            ) : (
              <DateTime at={at} />
            )}
            <SignedCredits amount={amount} />
          </li>
        ))}
      </ol>
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
