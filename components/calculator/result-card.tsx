import { MOST_CREDITS, type PlanChoice } from "@/components/calculator/best-plans";
import { BuyChoice } from "@/components/calculator/buy-choice";
import { choiceName, moneyOf, monthText } from "@/components/calculator/choice-words";
import { Sum } from "@/components/calculator/sum";
import { words } from "@/components/calculator/words";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Level } from "@/components/ui/level";
import type { BillingInterval } from "@/lib/catalog/types";

type ResultCardProps = {
  /** Null while a number that was entered is none. */
  credits: bigint | null;
  best: PlanChoice | undefined;
  /** The cheapest with the other billing interval. */
  other: PlanChoice | undefined;
  currency: string;
  interval: BillingInterval;
  address: string;
  signedIn: boolean;
  /** The plan that the user pays for now. */
  current: { planKey: string; interval: BillingInterval | null } | null;
};

/** The credits a month, the cheapest way to have them, and the way to buy it. */
export function ResultCard({ credits: entered, best, other, currency, interval, ...buyer }: ResultCardProps) {
  const credits = entered ?? 0n;
  const isTooMuch = credits > MOST_CREDITS;
  const included = best?.plan?.creditsPerMonth ?? 0n;
  const spare = included - credits;
  return (
    <section
      aria-label="Result"
      className="grid content-start gap-4 rounded-card border border-line bg-surface p-5 lg:sticky lg:top-20"
    >
      <div className="flex items-center gap-4">
        <Level
          share={included > 0n ? Number(credits) / Number(included) : credits > 0n ? 1 : 0}
          className="h-14 w-[18px] rounded-t-[4px] rounded-b-[8px]"
        />
        <p aria-live="polite" aria-atomic>
          <span className="block font-semibold text-[32px] leading-tight tracking-[-0.03em]" data-testid="credits">
            {entered === null ? "–" : formatCredits(credits)}
          </span>
          <span className="text-muted">{credits === 1n ? "credit a month" : "credits a month"}</span>
        </p>
      </div>
      {entered === null || isTooMuch || !best ? (
        <p className="border-line border-t pt-4 text-muted">
          {entered === null ? words.invalid : isTooMuch ? words.tooMany(MOST_CREDITS) : words.noOffer}
        </p>
      ) : (
        <>
          <div className="border-line border-t pt-4" aria-live="polite">
            <p className="text-[13px] text-faint">Cheapest, billed {interval === "YEAR" ? "yearly" : "monthly"}</p>
            <h2 className="mt-0.5 font-semibold text-lg tracking-[-0.01em]">{choiceName(best)}</h2>
            <p className="text-muted">
              {monthText(best, currency)} a month{best.packs.length > 0 || interval === "YEAR" ? " on average" : ""}
            </p>
          </div>
          <BuyChoice choice={best} interval={interval} {...buyer} />
          <Sum choice={best} currency={currency} />
          <ul className="grid gap-1 text-[13px] text-faint">
            {spare > 0n && credits > 0n ? <li>{words.unused(creditsText(spare))}</li> : null}
            {best.leftOver > 0n ? <li>{words.leftOver(creditsText(best.leftOver))}</li> : null}
            {best.packs.length > 0 ? <li>{words.year}</li> : null}
            {other && other.yearCents < best.yearCents ? (
              <li className="font-medium text-accent">
                {interval === "MONTH" ? "Yearly" : "Monthly"} billing saves{" "}
                {moneyOf(best.yearCents - other.yearCents, currency)} a year.
              </li>
            ) : null}
          </ul>
        </>
      )}
    </section>
  );
}
