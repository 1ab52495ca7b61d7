import Link from "next/link";
import { words } from "@/components/dashboard/words";
import type { OfferedPack } from "@/components/pricing/offer";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import { formatPrice, formatUnitPrice } from "@/lib/format/money";

const MOST = 4;

/** The packs on sale with their prices; each leads to where it is bought. */
export function BuyCard({ packs }: { packs: OfferedPack[] }) {
  return (
    <Card aria-label={words.buy.title} className="flex flex-col">
      <CardHead title={words.buy.title} note={words.buy.note} />
      {packs.length === 0 ? (
        <p className="px-4 pb-5 text-muted sm:px-5">{words.buy.none}</p>
      ) : (
        <ul className="border-line border-t">
          {packs.slice(0, MOST).map((pack) => (
            <li
              key={pack.id}
              className="relative flex items-baseline justify-between gap-4 border-line border-b px-4 py-2.5 last:border-b-0 has-[a:hover]:bg-sunken sm:px-5"
            >
              <span className="min-w-0">
                <Link
                  href="/credits#packs"
                  aria-label={`${formatCredits(pack.credits)} credits for ${formatPrice(pack.amountCents, pack.currency)}`}
                  className="font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
                >
                  {formatCredits(pack.credits)} credits
                </Link>
                {pack.bonusCredits > 0 ? (
                  <span className="text-pack"> + {formatCredits(pack.bonusCredits)} bonus</span>
                ) : null}
                <span className="block text-[12.5px] text-faint">
                  {formatUnitPrice(pack.amountCents, pack.currency, pack.credits + pack.bonusCredits)} each
                </span>
              </span>
              <span className="font-medium">{formatPrice(pack.amountCents, pack.currency)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
