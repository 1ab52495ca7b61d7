"use client";

import { useState } from "react";
import type { BillingActions } from "@/components/billing/billing-actions";
import type { CurrentPlan } from "@/components/pricing/current-plan";
import { FreeStrip } from "@/components/pricing/free-strip";
import { currencyOf, type OfferedPlan, yearlySavingCents } from "@/components/pricing/offer";
import { PlanCard } from "@/components/pricing/plan-card";
import { Segmented } from "@/components/ui/segmented";
import { BILLING_INTERVALS, type BillingInterval } from "@/lib/catalog/types";
import { formatMoney } from "@/lib/format/money";

type PlanBoardProps = {
  plans: OfferedPlan[];
  signedIn: boolean;
  current: CurrentPlan | null;
  /** Whether the user can still have a free trial. */
  mayHaveTrial: boolean;
  /** The plan and billing interval the user chose before signing up. */
  pickedPlan: string | null;
  pickedInterval: BillingInterval | null;
  actions: BillingActions;
};

/** All plans side by side, with monthly or yearly prices. */
export function PlanBoard(props: PlanBoardProps) {
  const { plans, signedIn, current, mayHaveTrial, pickedPlan, pickedInterval, actions } = props;
  const paid = plans.filter((plan) => !plan.isFree);
  const free = plans.find((plan) => plan.isFree);
  const intervals = intervalsOf(paid);
  const [interval, setInterval] = useState<BillingInterval>(
    pickedInterval ?? current?.price?.interval ?? intervals[0] ?? "MONTH",
  );
  const most = Math.max(...paid.map((plan) => plan.creditsPerMonth), 1);
  return (
    <>
      <div className="mt-9 mb-4 flex flex-wrap items-center justify-between gap-3">
        {intervals.length > 1 ? (
          <Segmented label="Billing" value={interval} onChange={setInterval} choices={choices} />
        ) : null}
        <p className="text-muted">{savingSentence(paid)}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[repeat(auto-fit,minmax(230px,1fr))]">
        {paid.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            interval={interval}
            share={Math.sqrt(plan.creditsPerMonth / most) * 0.92}
            signedIn={signedIn}
            current={current}
            mayHaveTrial={mayHaveTrial}
            picked={pickedPlan === null ? null : pickedPlan === plan.key}
            actions={actions}
          />
        ))}
      </div>
      {free ? <FreeStrip plan={free} currency={currencyOf(paid)} signedIn={signedIn} current={current} /> : null}
    </>
  );
}

const intervalNames: Record<BillingInterval, string> = { MONTH: "Monthly", YEAR: "Yearly" };

const choices = BILLING_INTERVALS.map((value) => ({ value, label: intervalNames[value] }));

function intervalsOf(plans: OfferedPlan[]): BillingInterval[] {
  return choices
    .map((choice) => choice.value)
    .filter((value) => plans.some((p) => p.prices.some((x) => x.interval === value)));
}

/** "Yearly saves two months" if that is true of every plan; otherwise the largest saving in money. */
function savingSentence(plans: OfferedPlan[]): string {
  const savings = plans.flatMap((plan) => {
    const month = plan.prices.find((price) => price.interval === "MONTH");
    const saved = yearlySavingCents(plan);
    return month && saved > 0 ? [{ saved, months: saved / month.amountCents, currency: month.currency }] : [];
  });
  const [first] = savings;
  if (!first) return "";
  if (savings.every((saving) => saving.months === 2)) return "Yearly saves two months. Credits still refill monthly.";
  const most = savings.reduce((best, saving) => (saving.saved > best.saved ? saving : best), first);
  return `Yearly saves up to ${formatMoney(most.saved, most.currency)}. Credits still refill monthly.`;
}
