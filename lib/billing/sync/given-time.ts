import type { SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import type { InvoiceFacts } from "@/lib/stripe/invoices";
import { MINUTE_MS } from "@/lib/time";

/** Time of a plan that nobody is charged for: free days on a running subscription, or time that is begun without a charge. */
export type GivenTime = {
  /** Free days may be extended, and end early; what is begun without a charge stands on a paid invoice. */
  kind: "free_days" | "uncharged";
  start: Date;
  end: Date;
  stripePriceId: string;
  quantity: number;
  /** Where its refill windows are cut from: its months, and a part of one. */
  anchorAt: Date;
};

type Facts = Pick<
  SubscriptionFacts,
  | "status"
  | "createdAt"
  | "trialStartedAt"
  | "trialEndsAt"
  | "anchorAt"
  | "currentPeriodEnd"
  | "stripePriceId"
  | "quantity"
>;
type Invoices = readonly Pick<InvoiceFacts, "status" | "billingReason" | "lines" | "freeLines">[];

/**
 * What is given as a subscription and its invoices stand at Stripe now. A trial that it began with is none of it; days
 * that were added to one are. Free days that were taken back before they began end before they start.
 */
export function givenTime(facts: Facts, invoices: Invoices): GivenTime[] {
  const uncharged = unchargedTime(facts, invoices).filter(({ start, end }) => start < end);
  return [...freeDays(facts, invoices), ...uncharged].filter(({ quantity }) => quantity > 0);
}

/** Whether its latest trial was given to a subscription that was running, and is not the one it began with. */
export function isGivenTrial({ createdAt, trialStartedAt }: Facts, invoices: Invoices): boolean {
  if (!trialStartedAt) return false;
  const began = trialStartedAt.getTime() - createdAt.getTime() < MINUTE_MS;
  return !began || invoices.some((one) => one.billingReason === "subscription_create" && one.lines.length > 0);
}

function freeDays(facts: Facts, invoices: Invoices): GivenTime[] {
  const { trialStartedAt: start, trialEndsAt: end, stripePriceId, quantity } = facts;
  if (!start || !end) return [];
  const from = isGivenTrial(facts, invoices) ? start : firstEndOf(facts, invoices);
  return from ? [{ kind: "free_days", start: from, end, stripePriceId, quantity, anchorAt: from }] : [];
}

/** When the trial that a subscription began with was to end, as its first invoice says; null where that says nothing. */
function firstEndOf(facts: Facts, invoices: Invoices): Date | null {
  const first = invoices.find(({ billingReason }) => billingReason === "subscription_create");
  return first?.freeLines.find((line) => isTrials(line, facts))?.end ?? null;
}

/** From the day the subscription was made: of time before nobody had anything. */
function unchargedTime(facts: Facts, invoices: Invoices): GivenTime[] {
  const { status, createdAt, anchorAt, currentPeriodEnd: end, stripePriceId, quantity } = facts;
  if (invoices.length === 0) {
    const all = { kind: "uncharged", start: createdAt, end, stripePriceId, quantity, anchorAt } as const;
    return status === "ACTIVE" ? [all] : [];
  }
  return invoices
    .filter((invoice) => invoice.status === "paid")
    .flatMap(({ freeLines }) => freeLines)
    .filter((line) => !isTrials(line, facts))
    .map(({ isTrial: _none, start, end: until, ...line }) => {
      return { ...line, kind: "uncharged", start: latest(start, createdAt), end: until, anchorAt };
    });
}

/** A trial's time is a line of nothing as well. */
function isTrials({ start, isTrial }: { start: Date; isTrial: boolean }, { trialStartedAt }: Facts): boolean {
  return isTrial || (trialStartedAt !== null && Math.abs(start.getTime() - trialStartedAt.getTime()) < MINUTE_MS);
}

type Stretch = { start: Date; end: Date };

/** What of a stretch none of the others covers. */
export function uncovered(stretch: Stretch, others: readonly Stretch[]): Stretch[] {
  return others.reduce<Stretch[]>(
    (left, other) =>
      left.flatMap(({ start, end }) =>
        [
          { start, end: earliest(end, other.start) },
          { start: latest(start, other.end), end },
        ].filter((part) => part.start < part.end),
      ),
    [stretch],
  );
}

/** Stretches that are charged for more than they are credited. */
export function chargedTime(lines: readonly (Stretch & { isCredit: boolean; quantity: number })[]): Stretch[] {
  const edges = [...new Set(lines.flatMap(({ start, end }) => [start.getTime(), end.getTime()]))].sort((a, b) => a - b);
  return edges.slice(1).flatMap((end, index) => {
    const start = edges[index] ?? end;
    const units = lines
      .filter((line) => line.start.getTime() <= start && end <= line.end.getTime())
      .reduce((sum, { isCredit, quantity }) => sum + (isCredit ? -quantity : quantity), 0);
    return units > 0 ? [{ start: new Date(start), end: new Date(end) }] : [];
  });
}

export const latest = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()));
const earliest = (a: Date, b: Date): Date => new Date(Math.min(a.getTime(), b.getTime()));
