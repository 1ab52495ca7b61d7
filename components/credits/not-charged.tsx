import { holdTitle } from "@/components/credits/history-rows";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Td } from "@/components/ui/table";
import type { Hold } from "@/lib/ledger/types";

/** A row of the history for work that took nothing, with why. */
export function NotCharged({ holds }: { holds: readonly [Hold, ...Hold[]] }) {
  const [latest] = holds;
  const at = latest.closedAt ?? latest.expiresAt;
  const title = holdTitle(latest);
  return (
    <tr data-hold={latest.status}>
      <Td className="hidden whitespace-nowrap text-faint sm:table-cell">
        <DateTime at={at} />
      </Td>
      <Td>
        {holds.length > 1 ? `${holds.length} × ${title}` : title}
        <span className="block text-[12.5px] text-faint">Not charged · {whyNot(latest, holds.length)}</span>
        <span className="block text-[12.5px] text-faint sm:hidden">
          <DateTime at={at} />
        </span>
      </Td>
      <Td number className="text-faint">
        0
      </Td>
      <Td number />
    </tr>
  );
}

function whyNot({ amount, status }: Hold, count: number): string {
  const held = `${creditsText(amount)} held${count > 1 ? " each time" : ""}`;
  return status === "EXPIRED" ? `${held} until the hold expired` : `${held}, then released`;
}
