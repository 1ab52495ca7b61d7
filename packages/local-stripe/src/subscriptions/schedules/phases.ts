import { discountsParam } from "../../catalogue/discount-params";
import { requireBillableItems } from "../../catalogue/price-currency";
import { invalid } from "../../core/api/errors";
import {
  clearable,
  int,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  type Param,
  type Params,
  required,
  text,
} from "../../core/api/params";
import { stretchEnd } from "../../core/clock/calendar";
import { currencyCode } from "../../core/money/currencies";
import type { Tx } from "../../core/store/tx";
import { buildPhase, buildPhaseItem, type Phase } from "../objects/subscription-schedule";
import { cadenceOf, requireBillableTogether } from "../periods";
import { itemShape, wantedPrice } from "../routes/subscription-item-params";
import { requireWithinTwoYears } from "../trial-limits";
import { phaseDiscounts } from "./discounts";

/** Engine seconds, or the word `now`. */
export const moment: Param<number | "now" | undefined> = (raw, name) => (raw === "now" ? raw : int(raw, name));

const newPhase = {
  items: required(list(object(itemShape))),
  billing_cycle_anchor: oneOf("automatic", "phase_start"),
  collection_method: oneOf("charge_automatically", "send_invoice"),
  currency: currencyCode,
  default_payment_method: text,
  description: clearable(text),
  discounts: discountsParam,
  duration: object({ interval: required(oneOf("day", "week", "month", "year")), interval_count: int }),
  end_date: moment,
  metadata,
  proration_behavior: oneOf("always_invoice", "create_prorations", "none"),
  trial_end: moment,
};

/** Phases as sent; only an update names the start of one. */
export const newPhases = list(object(newPhase));
export const changedPhases = list(object({ ...newPhase, start_date: moment }));

export type PhaseParams = Params<typeof newPhase> & { start_date?: number | "now" | undefined };

export interface PhasesFor {
  start: number;
  /** The subscription's billing cycle anchor, or the start of one that is still to come. */
  anchor: number;
  billingMode: string;
  customer: string;
  /** The subscription's own discounts, which a phase may carry along. */
  kept: readonly string[];
}

/**
 * The phases of a schedule, each beginning where the one before ends. Ends that are not named keep to the billing cycle.
 * Source: https://docs.stripe.com/changelog/clover/2025-09-30/billing-cycle-anchor-resets-during-phase-computation
 */
export function phasesOf(tx: Tx, sent: readonly PhaseParams[], wanted: PhasesFor): Phase[] {
  if (sent.length === 0) throw invalid("A subscription schedule needs at least one phase.", "phases");
  let { start, anchor } = wanted;
  return sent.map((phase, index) => {
    if (phase.billing_cycle_anchor === "phase_start") anchor = start;
    const built = phaseOf(tx, phase, `phases[${index}]`, { ...wanted, start, anchor });
    start = built.end_date;
    return built;
  });
}

function phaseOf(tx: Tx, sent: PhaseParams, name: string, wanted: PhasesFor): Phase {
  const { start, anchor, billingMode } = wanted;
  const items = sent.items.map((item, index) => ({
    price: wantedPrice(tx, item, `${name}[items][${index}]`),
    quantity: item.quantity ?? 1,
    metadata: mergeMetadata({}, item.metadata),
  }));
  const [first] = items;
  if (first === undefined) throw invalid("A phase needs at least one item.", `${name}[items]`);
  requireBillableItems(tx, items, sent.currency ?? first.price.currency, `${name}[items]`);
  requireBillableTogether(items, billingMode);
  const startDate = secondsOf(sent.start_date, tx.now);
  if (startDate !== undefined && startDate !== start) {
    throw invalid("The start_date of a phase must be the end_date of the phase before it.", `${name}[start_date]`);
  }
  if (sent.end_date !== undefined && sent.duration !== undefined) {
    throw invalid("You may only specify one of these parameters: duration, end_date.", `${name}[duration]`);
  }
  const { interval, count } = cadenceOf(first.price);
  const end =
    secondsOf(sent.end_date, tx.now) ??
    stretchEnd(
      anchor,
      start,
      sent.duration?.interval ?? interval,
      sent.duration?.interval_count ?? (sent.duration === undefined ? count : 1),
    );
  if (end <= start) throw invalid("The end_date of a phase must be after its start.", `${name}[end_date]`);
  const currency = sent.currency ?? first.price.currency;
  const trialEnd = secondsOf(sent.trial_end, tx.now) ?? null;
  if (trialEnd !== null) requireWithinTwoYears(trialEnd, Math.max(start, tx.now), `${name}[trial_end]`);
  return buildPhase({
    start,
    end,
    currency,
    discounts: phaseDiscounts(tx, sent.discounts, { ...wanted, currency }, name),
    items: items.map((item) => buildPhaseItem(item.price.id, item.quantity, item.metadata)),
    billingCycleAnchor: sent.billing_cycle_anchor ?? null,
    collectionMethod: sent.collection_method ?? null,
    defaultPaymentMethod: sent.default_payment_method ?? null,
    description: sent.description ?? null,
    metadata: mergeMetadata({}, sent.metadata),
    prorationBehavior: sent.proration_behavior ?? "create_prorations",
    trialEnd,
  });
}

export function secondsOf(moment: number | "now" | undefined, now: number): number | undefined {
  return moment === "now" ? now : moment;
}
