"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { bestPlans, MOST_CREDITS } from "@/components/calculator/best-plans";
import {
  type CalculatorMeter,
  type CalculatorState,
  dependsOnRequests,
  type Entered,
  priceEntered,
  stateQuery,
} from "@/components/calculator/calculator-state";
import { ChoiceTable } from "@/components/calculator/choice-table";
import { readFields, withEarlyEntries } from "@/components/calculator/early-entries";
import { IntervalChoice } from "@/components/calculator/interval-choice";
import { MeterRow } from "@/components/calculator/meter-row";
import { ResultCard } from "@/components/calculator/result-card";
import { words } from "@/components/calculator/words";
import type { OfferedPack, OfferedPlan } from "@/components/pricing/offer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { BILLING_INTERVALS, type BillingInterval } from "@/lib/catalog/types";

type CalculatorProps = {
  meters: CalculatorMeter[];
  plans: OfferedPlan[];
  packs: OfferedPack[];
  initial: CalculatorState;
  signedIn: boolean;
  current: { planKey: string; interval: BillingInterval | null } | null;
};

// Browsers limit how often the address may change.
const SETTLED_MS = 300;

const NOTHING: Entered = { quantity: "", requests: "" };

/** Usage in, cheapest plan out. A form with its state in the address, which is followed as it is filled in. */
export function Calculator({ meters, plans, packs, initial, signedIn, current }: CalculatorProps) {
  const [state, setState] = useState(initial);
  const form = useRef<HTMLFormElement>(null);
  // Once: from then on every change is heard. A plain effect may run after the first change, and would then undo it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was entered before the page's scripts ran.
  useLayoutEffect(() => {
    const fields = form.current && readFields(form.current, meters);
    if (fields) setState((before) => withEarlyEntries(before, meters, fields));
  }, []);
  useAddress(state, initial);
  const { entered } = state;
  const intervals = BILLING_INTERVALS.filter((each) =>
    plans.some(({ prices }) => prices.some((one) => one.interval === each)),
  );
  // There is no choice when all plans are sold at one interval.
  const [only] = intervals.length === 1 ? intervals : [];
  const interval = only ?? state.interval;
  const rows = meters.map((meter) => {
    const own = entered[meter.key] ?? NOTHING;
    return { meter, entered: own, priced: priceEntered(meter, own) };
  });
  const isInvalid = rows.some(({ priced }) => !priced.ok);
  const credits = rows.reduce((sum, { priced }) => sum + (priced.ok ? priced.credits : 0n), 0n);
  const wanted = credits > MOST_CREDITS ? MOST_CREDITS : credits;
  const { choices, currency } = bestPlans(wanted, { plans, packs }, interval);
  const [other] = bestPlans(wanted, { plans, packs }, interval === "YEAR" ? "MONTH" : "YEAR").choices;
  const enter = (key: string, change: Partial<Entered>) =>
    setState((before) => ({
      ...before,
      entered: { ...before.entered, [key]: { ...NOTHING, ...before.entered[key], ...change } },
    }));
  return (
    <>
      <form ref={form} action="/calculator" onSubmit={(event) => event.preventDefault()}>
        <div className="mb-4 flex flex-wrap items-center gap-3">
          {only ? null : (
            <IntervalChoice
              value={interval}
              onChange={(next) => setState((before) => ({ ...before, interval: next }))}
            />
          )}
          <noscript>
            <Button type="submit">Calculate</Button>
          </noscript>
        </div>
        <div className="grid items-start gap-4 lg:grid-cols-[1.5fr_1fr]">
          <Card aria-label="Usage in a month">
            {rows.map((row) => (
              <MeterRow key={row.meter.key} {...row} onChange={(change) => enter(row.meter.key, change)} />
            ))}
            {meters.some(dependsOnRequests) ? (
              <p className="border-line border-t px-4 py-3 text-[13px] text-faint sm:px-5">{words.requests}</p>
            ) : null}
          </Card>
          <ResultCard
            credits={isInvalid ? null : credits}
            best={choices[0]}
            other={other}
            currency={currency}
            interval={interval}
            address={`/calculator?${stateQuery(state)}`}
            signedIn={signedIn}
            current={current}
          />
        </div>
      </form>
      {choices.length > 1 && !isInvalid && credits <= MOST_CREDITS ? (
        <div className="mt-4">
          <ChoiceTable choices={choices} currency={currency} />
        </div>
      ) : null}
    </>
  );
}

/** Keeps the address in step with what is entered, so that it can be shared and kept. */
function useAddress(state: CalculatorState, initial: CalculatorState): void {
  useEffect(() => {
    if (state === initial) return;
    const timer = setTimeout(() => window.history.replaceState(null, "", `?${stateQuery(state)}`), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [state, initial]);
}
