import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { CheckedLedger } from "@/lib/health/last-checks";

const SCOPES = { NEW: "New entries", ALL: "Everything (npm run verify)" };
const SHOWN = 20;

/** The last verifications of the ledger, with what they found. */
export function LedgerCheck({ runs }: { runs: CheckedLedger[] }) {
  return (
    <ul className="grid gap-4 px-4 pb-4 sm:px-5">
      {runs.map((run) => (
        <li key={run.id}>
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {SCOPES[run.scope]}
            {run.violations === 0 ? (
              <Chip tone="good">Every invariant holds</Chip>
            ) : (
              <Chip tone="bad">{formatCredits(run.violations)} violations</Chip>
            )}
          </span>
          <span className="block text-[13px] text-muted">
            <DateTime at={run.startedAt} />: {formatCredits(run.accounts)} accounts, {formatCredits(run.entries)}{" "}
            entries, in {(run.durationMs / 1000).toFixed(1)} s
          </span>
          <ul className="mt-1 grid gap-1 text-[13px]">
            {run.found.slice(0, SHOWN).map(({ accountId, invariant, sentence }) => (
              <li key={`${accountId}${invariant}${sentence}`} className="break-words">
                <code className="text-danger">{invariant}</code> {sentence}{" "}
                <code className="text-faint">{accountId}</code>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
