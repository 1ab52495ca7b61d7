"use client";

import { useId, useState } from "react";
import { formatPrice } from "../format.js";
import { usePlans, useSubscription } from "../hooks.js";
import { useTexts } from "../provider.js";
import type { Plan, Subscription } from "../runtime.js";
import { fill } from "../texts.js";
import { type Checkout, useCheckout } from "../use-checkout.js";
import { CheckoutNote, Pending } from "./states.js";

type Interval = Plan["prices"][number]["interval"];

/**
 * The plans that are on sale. A button opens Stripe Checkout, or Stripe's portal for a customer who has a paid plan. Both
 * lead back to this page.
 */
export function PricingTable({ plans: keys }: { /** Only these plans, by key. */ plans?: string[] }) {
  const catalogue = usePlans();
  const { data } = useSubscription();
  const checkout = useCheckout("plan");
  const [interval, setInterval] = useState<Interval>("MONTH");
  const { texts } = useTexts();
  const title = useId();
  const plans = catalogue.data?.data.filter(({ key }) => !keys || keys.includes(key));
  const hasBoth = new Set(plans?.flatMap(({ prices }) => prices.map((price) => price.interval))).size > 1;
  return (
    <section className="refill-pricing" aria-labelledby={title}>
      <h2 className="refill-title" id={title}>
        {texts.plansTitle}
      </h2>
      {hasBoth && <Intervals chosen={interval} onChoose={setInterval} />}
      <CheckoutNote checkout={checkout} success={texts.subscribed} />
      {!plans ? (
        <Pending {...catalogue} />
      ) : plans.length === 0 ? (
        <p className="refill-note" data-state="empty">
          {texts.noPlans}
        </p>
      ) : (
        <ul className="refill-plans">
          {plans.map((plan) => (
            <PlanItem
              key={plan.id}
              plan={plan}
              interval={interval}
              subscription={data?.subscription ?? null}
              checkout={checkout}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Intervals({ chosen, onChoose }: { chosen: Interval; onChoose: (interval: Interval) => void }) {
  const { texts } = useTexts();
  const name = useId();
  return (
    <fieldset className="refill-intervals">
      <legend className="refill-legend">{texts.billingPeriod}</legend>
      {(["MONTH", "YEAR"] as const).map((interval) => (
        <label className="refill-interval" key={interval}>
          <input type="radio" name={name} checked={chosen === interval} onChange={() => onChoose(interval)} />{" "}
          {interval === "MONTH" ? texts.monthly : texts.yearly}
        </label>
      ))}
    </fieldset>
  );
}

type PlanItemProps = { plan: Plan; interval: Interval; subscription: Subscription | null; checkout: Checkout };

function PlanItem({ plan, interval, subscription, checkout }: PlanItemProps) {
  const { texts, locale, creditsText } = useTexts();
  const price = plan.prices.find((one) => one.interval === interval) ?? plan.prices[0];
  return (
    <li className="refill-plan" data-plan={plan.key} data-highlighted={plan.highlighted ? "" : undefined}>
      <div className="refill-plan-head">
        <h3 className="refill-plan-name">{plan.name}</h3>
        {plan.highlighted && <span className="refill-badge">{texts.recommended}</span>}
      </div>
      {plan.description && <p className="refill-plan-description">{plan.description}</p>}
      <p className="refill-price">
        {price
          ? fill(price.interval === "MONTH" ? texts.perMonth : texts.perYear, {
              price: formatPrice(price.amountCents, price.currency, locale),
            })
          : plan.isFree && texts.free}
      </p>
      <ul className="refill-plan-features">
        <li>{fill(texts.creditsPerMonth, { credits: creditsText(plan.creditsPerMonth) })}</li>
        {plan.features.map((feature) => (
          <li key={feature}>{feature}</li>
        ))}
        {plan.trialDays > 0 && <li>{fill(texts.trial, { days: String(plan.trialDays) })}</li>}
      </ul>
      <PlanAction plan={plan} price={price} subscription={subscription} checkout={checkout} />
    </li>
  );
}

type PlanActionProps = Omit<PlanItemProps, "interval"> & { price: Plan["prices"][number] | undefined };

function PlanAction({ plan, price, subscription, checkout: { opening, subscribe, openPortal } }: PlanActionProps) {
  const { texts } = useTexts();
  const pays = subscription !== null && !subscription.plan.isFree;
  const isCurrent =
    subscription?.plan.key === plan.key && (plan.isFree || subscription.price?.interval === price?.interval);
  if (isCurrent) return <p className="refill-plan-current">{texts.currentPlan}</p>;
  if (!price) return null;
  const label = fill(pays ? texts.changePlan : texts.subscribe, { plan: plan.name });
  return (
    <button
      className="refill-button"
      data-variant={plan.highlighted ? "primary" : undefined}
      type="button"
      aria-busy={opening === price.lookupKey}
      disabled={opening !== null}
      onClick={() => void (pays ? openPortal() : subscribe(price.lookupKey))}
    >
      {opening === price.lookupKey ? texts.opening : label}
    </button>
  );
}
