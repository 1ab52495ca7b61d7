import { creditsText, formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { ArchivedSpends } from "@/lib/ledger/archive/archived-spends";

/** At the end of a list of spends: those that are no longer in it. */
export function ArchivedLine({ archived: { before, spends, credits } }: { archived: ArchivedSpends }) {
  return (
    <p className="border-line border-t px-4 py-3 text-[13px] text-muted sm:px-5">
      {spends === 1n ? "1 spend" : `${formatCredits(spends)} spends`} from before <DateTime at={before} show="day" /> (
      {creditsText(credits)}) {spends === 1n ? "is" : "are"} archived: not listed here, but part of your balance.
    </p>
  );
}
