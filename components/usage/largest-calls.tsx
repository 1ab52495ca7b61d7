import Link from "next/link";
import { entryHref } from "@/components/credits/entry-href";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { type KnownMeters, meterName, quantityText } from "@/components/usage/meter-words";
import { words } from "@/components/usage/words";
import type { LargeSpend } from "@/lib/ledger/largest-spends";

type LargestCallsProps = {
  spends: LargeSpend[];
  meters: KnownMeters;
};

/** The spends with the most credits. Each leads to its entry in the history. */
export function LargestCalls({ spends, meters }: LargestCallsProps) {
  return (
    <ol className="px-4 pb-2 sm:px-5">
      {spends.map((spend) => (
        <li
          key={String(spend.seq)}
          className="flex items-baseline justify-between gap-4 border-line border-t py-2.5 first:border-t-0"
        >
          <span className="min-w-0">
            <Link
              href={entryHref(spend)}
              className="focus-ring wrap-anywhere rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-ink"
            >
              {titleOf(spend, meters)}
            </Link>
            <span className="block text-[12.5px] text-faint">
              <DateTime at={spend.at} />
              {spend.reversed > 0n ? ` · ${words.reversed(spend.reversed)}` : ""}
            </span>
          </span>
          <span className="font-medium">{formatCredits(spend.spent)}</span>
        </li>
      ))}
    </ol>
  );
}

function titleOf({ description, meter, quantity }: LargeSpend, meters: KnownMeters): string {
  if (description) return description;
  if (meter === null) return "Spent";
  const name = meterName(meters, meter);
  return quantity ? `${name}, ${quantityText(meters, meter, quantity)}` : name;
}
