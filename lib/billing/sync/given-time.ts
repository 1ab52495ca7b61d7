import type { SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import type { InvoiceFacts } from "@/lib/stripe/invoices";
import { MINUTE_MS } from "@/lib/time";

/** Time on a plan that nobody is charged for: free days of a running subscription, or time that starts without a charge. */
export type GivenTime = {
  /** Free days can be extended or cut short; time that starts without a charge has a paid invoice. */
  kind: "free_days" | "uncharged";
  start: Date;
  end: Date;
  stripePriceId: string;
  quantity: number;
  /** The anchor of its refill windows: full months, and a part of one. */
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
 * The given time of a subscription, from its current state in Stripe. The trial it started with does not count; days added
 * to that trial do. Free days that were revoked before they started end before they start.
 */
export function givenTime(facts: Facts, invoices: Invoices): GivenTime[] {
  const uncharged = unchargedTime(facts, invoices).filter(({ start, end }) => start < end);
  return [...freeDays(facts, invoices), ...uncharged].filter(({ quantity }) => quantity > 0);
}

/** Whether its latest trial was given to a running subscription, and is not the one it started with. */
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

/** The original end of the trial that a subscription started with, from its first invoice; null when that does not say. */
function firstEndOf(facts: Facts, invoices: Invoices): Date | null {
  const first = invoices.find(({ billingReason }) => billingReason === "subscription_create");
  return first?.freeLines.find((line) => isTrials(line, facts))?.end ?? null;
}

/** From the day the subscription was created: nothing existed before. */
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

/** A trial's time is also a line of zero. */
function isTrials({ start, isTrial }: { start: Date; isTrial: boolean }, { trialStartedAt }: Facts): boolean {
  return isTrial || (trialStartedAt !== null && Math.abs(start.getTime() - trialStartedAt.getTime()) < MINUTE_MS);
}

type Stretch = { start: Date; end: Date };

/** The part of a span that none of the others covers. */
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

/** Spans that are charged for more than they are credited. */
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
