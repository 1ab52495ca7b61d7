import { ChevronRight } from "lucide-react";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { UnusedRefill } from "@/lib/billing/refills/dormancy/unused-refills";

/** Refills of months in which nobody used the account: none of them changed the balance. Works without JavaScript. */
export function UnusedRefills({ refills }: { refills: readonly UnusedRefill[] }) {
  if (refills.length === 0) return null;
  return (
    <details className="group relative mt-1 text-[12.5px] text-faint">
      <summary className="focus-ring flex cursor-pointer list-none items-baseline gap-1 rounded-md underline-offset-4 hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3 shrink-0 translate-y-0.5 transition-transform group-open:rotate-90"
        />
        Before it, {refills.length === 1 ? "1 refill" : `${refills.length} refills`} expired unused
      </summary>
      <ol className="run-list">
        {refills.map(({ start, end, credits }) => (
          <li key={start.getTime()}>
            <span>
              <DateTime at={start} show="day" /> – <DateTime at={end} show="day" />
            </span>
            <span className="whitespace-nowrap">
              +{formatCredits(credits)} −{formatCredits(credits)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
