import { ChevronRight, CircleCheck } from "lucide-react";
import Link from "next/link";
import { attentionWords } from "@/components/admin/attention/attention-words";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { Attention } from "@/lib/attention/read-attention";

/** What needs a person, each with its list; null when it could not be counted. */
export function AttentionCard({ attention }: { attention: Attention[] | null }) {
  if (attention === null)
    return <Notice tone="warn">What needs your attention could not be counted. Reload the page.</Notice>;
  if (attention.length === 0) {
    return (
      <Card aria-label="Needs attention" className="flex items-center gap-2.5 px-4 py-3.5 text-muted sm:px-5">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-accent" /> Nothing needs your attention.
      </Card>
    );
  }
  return (
    <Card aria-label="Needs attention">
      <CardHead title="Needs attention" />
      <ul className="divide-y divide-line border-line border-t">
        {attention.map((item) => {
          const { href, count, what } = attentionWords(item);
          return (
            <li key={item.kind}>
              <Link
                href={href}
                className="focus-ring flex min-h-11 items-center gap-3 px-4 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2 sm:px-5"
              >
                <span className="min-w-0 flex-1">
                  <span className="font-medium tabular-nums">{count}</span> {what}
                  {item.until ? (
                    <span className="block text-[13px] text-warn">
                      the first by <DateTime at={item.until} />
                    </span>
                  ) : null}
                </span>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
