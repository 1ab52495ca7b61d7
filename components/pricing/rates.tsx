import Link from "next/link";
import type { OfferedRate } from "@/components/pricing/offer";
import { words } from "@/components/pricing/words";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { plural } from "@/lib/format/plural";

/** What credits buy: every meter with its price. */
export function Rates({ rates }: { rates: OfferedRate[] }) {
  if (rates.length === 0) return null;
  return (
    <section aria-labelledby="rates" className="mt-14">
      <div className="mb-3.5 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="rates" className="font-semibold text-base">
          {words.rates} <span className="font-normal text-faint">{words.ratesNote}</span>
        </h2>
        <Link href="/calculator" className="focus-ring rounded-md font-medium text-accent hover:underline">
          {words.calculate}
        </Link>
      </div>
      <dl className="grid overflow-hidden rounded-card border border-line bg-surface sm:grid-cols-[repeat(auto-fit,minmax(190px,1fr))]">
        {rates.map((rate) => (
          <div key={rate.key} className="-mr-px -mb-px border-line border-r border-b px-5 py-4">
            <dt className="wrap-anywhere text-muted">{rate.name}</dt>
            <dd className="mt-0.5 font-medium">
              {creditsText(rate.credits)}{" "}
              <span className="font-normal text-faint">
                {rate.perUnits === 1 ? `per ${rate.unit}` : `for ${formatCredits(rate.perUnits)} ${plural(rate.unit)}`}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
