import { Check } from "lucide-react";
import Link from "next/link";
import { enoughFor, type OfferedPlan, type OfferedRate, refillSentence } from "@/components/pricing/offer";
import { words } from "@/components/pricing/words";
import { creditsText, formatCredits, rateText } from "@/components/ui/credits";

/** What a plan includes, line by line. */
export function PlanIncludes({ plan }: { plan: OfferedPlan }) {
  const lines = [
    `${formatCredits(plan.creditsPerMonth)} credits every month`,
    `Unused credits ${refillSentence(plan)}`,
    ...plan.features,
    ...(plan.trialDays > 0 ? [words.trial(plan.trialDays, creditsText(plan.trialCredits))] : []),
  ];
  return (
    <section aria-labelledby="included">
      <h2 id="included" className="mb-3 font-semibold text-base">
        {words.included}
      </h2>
      <ul className="grid gap-2">
        {lines.map((line) => (
          <li key={line} className="flex gap-2.5">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
            <span className="wrap-anywhere min-w-0">{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How far the credits of a month go: of each meter what they buy when they are spent on nothing else. */
export function PlanBuys({ plan, rates }: { plan: OfferedPlan; rates: OfferedRate[] }) {
  if (rates.length === 0) return null;
  return (
    <section aria-labelledby="buys">
      <h2 id="buys" className="font-semibold text-base">
        {words.buys(creditsText(plan.creditsPerMonth))}
      </h2>
      <p className="mb-3 text-muted">
        {words.buysNote}{" "}
        <Link href="/calculator" className="focus-ring rounded-md text-accent underline underline-offset-4">
          {words.calculate}
        </Link>
      </p>
      <dl className="divide-y divide-line border-line border-y">
        {rates.map((rate) => (
          <div key={rate.key} className="flex flex-wrap items-baseline justify-between gap-x-5 py-2.5">
            <dt className="wrap-anywhere min-w-0">
              {rate.name} <span className="text-[13px] text-faint max-sm:block">{rateText(rate)}</span>
            </dt>
            <dd className="font-medium">up to {enoughFor(plan, rate)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
