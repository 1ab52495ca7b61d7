import { listBillingEvents, type PageRequest } from "@/lib/billing/queries";
import type { BillingEventView, Page } from "@/lib/billing/types";
import type { Db, Sql } from "@/lib/db";
import { takenForPayments } from "@/lib/ledger/taken-for-payments";
import { DAY_MS } from "@/lib/time";

/** Events whose payment granted credits. */
const PAID = ["subscription_started", "renewed", "changed", "billed"];
const GRANTED = ["refilled", "upgraded"];
/** Events that took money, and with it credits, back. */
const GIVEN_BACK = ["refunded", "credited", "dispute_lost"];

/**
 * The user's billing history, newest first, in which a purchase is one row with its money and its credits, and a refund
 * says how many credits went. Rows that are part of another are left out, so a page may be shorter than asked for.
 */
export async function billingHistory(
  { db, sql }: { db: Db; sql: Sql },
  { userId, accountId }: { userId: string; accountId: string },
  page: PageRequest,
): Promise<Page<BillingEventView>> {
  const { data, nextCursor } = await listBillingEvents(db, userId, page);
  const paymentId = { in: [...new Set(data.flatMap((event) => event.paymentId ?? []))] };
  const siblings = await db.billingEvent.findMany({
    where: { userId, paymentId, type: { in: [...PAID, ...GRANTED, ...GIVEN_BACK] } },
    orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
  });
  const taken = await takenForPayments(sql, accountId, paymentId.in);
  const grants = grantsOf(siblings);
  const returned = shareAll(siblings, taken);
  const merged = new Set([...grants.values()].flatMap(({ ids }) => ids));
  return {
    data: data
      .filter(({ id }) => !merged.has(id))
      .map((event) => ({
        ...event,
        credits: event.credits ?? grants.get(event.id)?.credits ?? returned.get(event.id) ?? null,
      })),
    nextCursor,
  };
}

/** Lines of the billing history with the credits that each refund and dispute took back, as `billingHistory` counts them. */
export async function withCreditsTaken<Event extends BillingEventView>(
  { db, sql }: { db: Db; sql: Sql },
  accountId: string,
  events: readonly Event[],
): Promise<Event[]> {
  const back = events.filter(({ type }) => GIVEN_BACK.includes(type));
  const paymentIds = [...new Set(back.flatMap(({ paymentId }) => paymentId ?? []))];
  if (paymentIds.length === 0) return [...events];
  const [siblings, taken] = await Promise.all([
    db.billingEvent.findMany({
      where: { paymentId: { in: paymentIds }, type: { in: GIVEN_BACK } },
      orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
    }),
    takenForPayments(sql, accountId, paymentIds),
  ]);
  const returned = shareAll(siblings, taken);
  return events.map((event) => ({ ...event, credits: event.credits ?? returned.get(event.id) ?? null }));
}

type Grants = Map<string, { ids: string[]; credits: bigint }>;

/** What each payment's event granted: the refills within a day of it. The later ones of a yearly plan stay by themselves. */
function grantsOf(events: readonly BillingEventView[]): Grants {
  const grants: Grants = new Map();
  for (const refill of events.filter(({ type }) => GRANTED.includes(type))) {
    const paid = events.find(
      (event) =>
        PAID.includes(event.type) &&
        event.paymentId === refill.paymentId &&
        Math.abs(event.occurredAt.getTime() - refill.occurredAt.getTime()) < DAY_MS,
    );
    if (!paid) continue;
    const known = grants.get(paid.id) ?? { ids: [], credits: 0n };
    grants.set(paid.id, { ids: [...known.ids, refill.id], credits: known.credits + (refill.credits ?? 0n) });
  }
  return grants;
}

/** Splits what was taken of each payment among its refunds by their money, so that the parts add up to it. */
function shareAll(events: readonly BillingEventView[], taken: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const shares = new Map<string, bigint>();
  for (const [paymentId, credits] of taken) {
    const back = events.filter((event) => event.paymentId === paymentId && GIVEN_BACK.includes(event.type));
    let [moneyLeft, creditsLeft] = [sumOf(back), credits];
    for (const { id, amountCents } of back) {
      const money = BigInt(amountCents ?? 0);
      const share = moneyLeft > 0n ? (creditsLeft * money) / moneyLeft : 0n;
      shares.set(id, -share);
      moneyLeft -= money;
      creditsLeft -= share;
    }
  }
  return shares;
}

const sumOf = (events: readonly BillingEventView[]): bigint =>
  events.reduce((sum, { amountCents }) => sum + BigInt(amountCents ?? 0), 0n);
