import Link from "next/link";
import { words } from "@/components/dashboard/words";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import { type KnownMeters, meterName } from "@/components/usage/meter-words";
import type { MeterUsage } from "@/lib/ledger/spent";

const MOST = 5;

type MeterCardProps = { meters: MeterUsage[]; known: KnownMeters };

/** What the credits of the last 30 days were spent on, most first. */
export function MeterCard({ meters, known }: MeterCardProps) {
  const top = meters[0]?.spent ?? 0n;
  return (
    <Card aria-label={words.meters.title} className="flex flex-col pb-5">
      <CardHead
        title={words.meters.title}
        note={words.meters.note}
        action={
          <Link href="/usage" className="focus-ring rounded-md text-muted hover:text-ink">
            All usage
          </Link>
        }
      />
      {meters.length === 0 ? (
        <p className="px-4 text-muted sm:px-5">{words.meters.empty}</p>
      ) : (
        <ul className="grid gap-3 px-4 sm:px-5">
          {meters.slice(0, MOST).map(({ meter, spent }) => (
            <li key={meter ?? ""}>
              <span className="flex justify-between gap-4">
                <span className="min-w-0 truncate">{meter ? meterName(known, meter) : words.meters.other}</span>
                <span className="font-medium">{formatCredits(spent)}</span>
              </span>
              <span aria-hidden className="mt-1 block h-1.5 overflow-hidden rounded-full bg-sunken">
                <span
                  className="block h-full min-w-1 rounded-full bg-accent"
                  style={{ width: `${(Number(spent) / Number(top)) * 100}%` }}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
