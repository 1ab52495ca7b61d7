import { Check } from "lucide-react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { ChoosePlan } from "@/components/pricing/choose-plan";
import {
  creditPrice,
  type OfferedPlan,
  type OfferedPrice,
  priceOf,
  refillSentence,
  yearlySavingCents,
} from "@/components/pricing/offer";
import { PlanLink } from "@/components/pricing/plan-link";
import type { PlanViewer } from "@/components/pricing/plan-viewer";
import { words } from "@/components/pricing/words";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";
import { Level } from "@/components/ui/level";
import type { BillingInterval } from "@/lib/catalog/types";
import { formatPrice, monthOfYear } from "@/lib/format/money";

type PlanCardProps = {
  plan: OfferedPlan;
  interval: BillingInterval;
  /** How full the vessel is drawn, relative to the other plans. */
  share: number;
  viewer: PlanViewer;
  /** Whether the address names this plan; null when it names none. */
  picked: boolean | null;
  actions: BillingActions;
};

/** One plan: price, credits and button. Its rows line up with those of the cards beside it. */
export function PlanCard({ plan, interval, share, viewer, picked, actions }: PlanCardProps) {
  const price = priceOf(plan, interval);
  const mine = viewer.current?.planKey === plan.key;
  const stands = picked ?? (plan.highlighted && !viewer.current?.paid);
  return (
    <article
      aria-labelledby={`plan-${plan.key}`}
      className={cx(
        "row-span-5 grid min-w-0 grid-cols-1 grid-rows-subgrid content-start gap-4 rounded-card border border-line bg-surface p-5",
        (stands || mine) && "border-accent ring-1 ring-accent",
      )}
    >
      <div className="flex min-h-[22px] flex-wrap items-start justify-between gap-2">
        <h2 id={`plan-${plan.key}`} className="wrap-anywhere min-w-0 font-semibold text-base leading-[22px]">
          <PlanLink plan={plan} />
        </h2>
        {mine ? <Chip tone="good">Your plan</Chip> : plan.highlighted ? <Chip tone="good">Recommended</Chip> : null}
      </div>
      {price ? <PriceTag plan={plan} price={price} /> : <p className="text-muted">{words.notSold(interval)}</p>}
      <div className="flex items-start gap-3">
        <Level share={share} className="h-9 w-[11px] rounded-t-[3px] rounded-b-[5px]" />
        <p className="min-w-0">
          <span className="font-semibold">{formatCredits(plan.creditsPerMonth)}</span> credits a month
          <span className="block text-[12.5px] text-faint">{unitPrice(plan, interval)}</span>
        </p>
      </div>
      <div>
        {price ? <ChoosePlan plan={plan} price={price} viewer={viewer} picked={picked} actions={actions} /> : null}
      </div>
      <ul className="grid content-start gap-2 text-muted">
        {[...plan.features, `Unused credits ${refillSentence(plan)}`].map((feature) => (
          <li key={feature} className="flex gap-2.5">
            <Check aria-hidden className="mt-[3px] size-[15px] shrink-0 text-accent" />
            <span className="wrap-anywhere min-w-0">{feature}</span>
          </li>
        ))}
      </ul>
    </article>
  );
}

function unitPrice(plan: OfferedPlan, interval: BillingInterval): string {
  const each = creditPrice(plan, interval);
  return each ? `${each} per credit` : "refilled every month";
}

function PriceTag({ plan, price }: { plan: OfferedPlan; price: OfferedPrice }) {
  const saving = yearlySavingCents(plan);
  const yearly = price.interval === "YEAR";
  return (
    <div>
      <p>
        <span className="font-semibold text-[32px] leading-tight tracking-[-0.03em]">
          {formatPrice(price.amountCents, price.currency)}
        </span>{" "}
        <span className="whitespace-nowrap text-muted">/ {yearly ? "year" : "month"}</span>
      </p>
      <p className="text-[13px] text-faint">
        {yearly
          ? `${formatPrice(monthOfYear(price.amountCents, price.currency), price.currency)} a month`
          : "billed monthly"}
        {yearly && saving > 0 ? (
          <span className="font-medium text-accent"> · saves {formatPrice(saving, price.currency)}</span>
        ) : null}
      </p>
    </div>
  );
}
