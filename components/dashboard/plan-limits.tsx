import { FactLine } from "@/components/billing/fact-line";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { windowLength } from "@/lib/format/window-length";
import type { Budget } from "@/lib/ledger/budgets/budget";

/** The rolling limits of the plan: what is used of each, and when the first part of it is free again. */
export function PlanLimits({ limits }: { limits: readonly Budget[] }) {
  return limits.map(({ id, seconds, limit, uses, freesAt }) => {
    const used = uses[0]?.used ?? 0n;
    return (
      <FactLine key={id} name={`In any ${windowLength(seconds ?? 0)}`}>
        {formatCredits(used)} of {formatCredits(limit)} used
        {freesAt && used > 0n ? (
          <>
            , less from <DateTime at={freesAt} show="moment" />
          </>
        ) : null}
      </FactLine>
    );
  });
}
