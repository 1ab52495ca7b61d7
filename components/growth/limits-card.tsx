import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Level } from "@/components/ui/level";
import type { Entitlement } from "@/lib/billing/entitlements/types";
import { unitOf } from "@/lib/catalog/promises";

/** The limits of the plan, or of having none, and how much of each is used. What the plan does not include is not a limit of it. */
export function LimitsCard({ entitlements, hasPlan }: { entitlements: Entitlement[]; hasPlan: boolean }) {
  const included = entitlements.filter(({ limit, used }) => limit !== 0n || used > 0n);
  if (included.length === 0) return null;
  return (
    <Card aria-label="Limits">
      <CardHead title="Limits" note={hasPlan ? "of your plan" : "without a plan"} />
      <ul className="grid gap-x-6 gap-y-4 px-4 pb-5 sm:grid-cols-2 sm:px-5 lg:grid-cols-3">
        {included.map((one) => (
          <li key={one.feature} data-feature={one.feature} className="flex items-start gap-3">
            <Level share={shareOf(one)} tone={isFull(one) ? "bg-warn" : undefined} className="mt-0.5 h-8 w-2.5" />
            <span className="min-w-0">
              <span className="block font-medium">{one.name}</span>
              <span className="block text-muted">{usedText(one)}</span>
              {one.resetsAt && one.limit !== 0n ? (
                <span className="block text-[12.5px] text-faint">
                  resets on <DateTime at={one.resetsAt} show="short" />
                </span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function usedText(entitlement: Entitlement): string {
  const { limit, used } = entitlement;
  const amount = (count: bigint) => `${formatCredits(count)} ${unitOf(entitlement, count)}`.trim();
  if (limit === null) return `${amount(used)} used, no limit`;
  if (limit === 0n) return `${amount(used)} used, no longer included in your plan`;
  return `${formatCredits(used)} of ${amount(limit)} used`;
}

function shareOf({ limit, used }: Entitlement): number {
  return limit ? Number(used) / Number(limit) : 0;
}

function isFull({ limit, remaining }: Entitlement): boolean {
  return limit !== null && limit > 0n && remaining === 0n;
}
