import { isTheirs, lockUser, readUser } from "@/lib/billing/context";
import { planTitle } from "@/lib/billing/plan-quantity";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import type { Decision } from "@/lib/billing/plans/decide-change";
import { grantDueWindows } from "@/lib/billing/refills/grant-due-windows";
import { rolledBack } from "@/lib/billing/rolled-back";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { withPlanLines } from "@/lib/billing/sync/plan-lines";
import type { SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import { type SubscriptionSaid, writeSubscription } from "@/lib/billing/sync/write-subscription";
import type { SubscriptionView } from "@/lib/billing/types";
import type { Sql } from "@/lib/db";
import { getBalance } from "@/lib/ledger/queries";
import { creditWhatWasCharged } from "@/lib/stripe/credited-lines";
import { fetchInvoicesOf, type InvoiceFacts } from "@/lib/stripe/invoices";

export type Rehearsed = {
  /** The immediate change of the balance; negative when a used month is cut short. */
  creditsNow: bigint;
  nextRefill: SubscriptionView["nextRefill"];
};

/**
 * Applies a change as if it was made and paid: with the same verb as a real one and the invoice that Stripe previews
 * for it, in a transaction that is rolled back. Stripe is called before the transaction. `invoice` is null for a change
 * without an immediate charge.
 */
export async function rehearseChange(
  services: CallerServices,
  { decision, invoice }: { decision: Decision; invoice: InvoiceFacts | null },
  now: Date,
): Promise<Rehearsed> {
  const { id, userId } = decision.subscription;
  const said = await saidOnceMade(services, decision, invoice);
  // Stripe's clock may be slightly ahead: what has started there is due.
  const at = said.facts.currentPeriodStart > now ? said.facts.currentPeriodStart : now;
  return rolledBack(services.database, async ({ db, sql }) => {
    const user = await lockUser(sql, userId);
    if (!user) throw new Error(`There is no user ${userId}.`);
    // What is due anyway is not a result of the change.
    await grantDueWindows(db, sql, id, at);
    const before = await balanceOf(sql, userId, at);
    await writeSubscription({ db, sql }, user, said, at);
    const creditsNow = (await balanceOf(sql, userId, at)) - before;
    return { creditsNow, nextRefill: (await currentSubscription(db, userId, at))?.nextRefill ?? null };
  });
}

async function balanceOf(sql: Sql, accountId: string, now: Date): Promise<bigint> {
  return (await getBalance(sql, accountId, now))?.balance ?? 0n;
}

/** What Stripe will report about the subscription then. Earlier invoices are needed to tell what a credit is for. */
async function saidOnceMade(
  { database, stripe }: CallerServices,
  decision: Decision,
  invoice: InvoiceFacts | null,
): Promise<SubscriptionSaid> {
  const { subscription, to, quantity, how } = decision;
  const user = await readUser(database.sql, subscription.userId);
  const told = await fetchInvoicesOf(stripe, decision.facts.id);
  const theirs = told.filter(({ customerId }) => user !== null && isTheirs(user, customerId));
  const all = invoice ? [...theirs, after(theirs, invoice)] : theirs;
  const facts = factsOnceMade(decision, invoice);
  const invoices = await withPlanLines(database.prisma, creditWhatWasCharged(all), facts);
  const made = invoices.filter(({ id }) => id === invoice?.id);
  return {
    facts,
    price: how === "later" ? decision.from : to,
    title: planTitle((how === "later" ? decision.from : to).planVersion.name, facts.quantity),
    scheduled: how === "later" ? { price: to, quantity, at: facts.currentPeriodEnd } : null,
    invoices,
    payments: made.map((one) => ({ invoice: one, payment: null, moneyBack: null })),
    duplicate: false,
    drift: subscription.stripeDrift,
  };
}

/** Invoices of one second are distinguished by a millisecond; this one comes last. */
function after(earlier: readonly InvoiceFacts[], invoice: InvoiceFacts): InvoiceFacts {
  const last = Math.max(invoice.createdAt.getTime(), ...earlier.map(({ createdAt }) => createdAt.getTime() + 1));
  return { ...invoice, createdAt: new Date(last) };
}

function factsOnceMade({ how, facts, to, quantity }: Decision, invoice: InvoiceFacts | null): SubscriptionFacts {
  const { stripePriceId } = to;
  const settled = { ...facts, pendingChange: null, scheduledChange: null };
  if (how === "undo") return settled;
  if (how === "later") {
    const scheduledChange = { stripePriceId, quantity, at: facts.currentPeriodEnd };
    return { ...settled, scheduledChange, scheduleId: facts.scheduleId ?? "rehearsed" };
  }
  // A change of interval starts a new period, which the invoice charges in full.
  const whole = invoice?.lines.find((line) => line.stripePriceId === stripePriceId && !line.isProration);
  const period = whole && { anchorAt: whole.start, currentPeriodStart: whole.start, currentPeriodEnd: whole.end };
  return { ...settled, ...period, scheduleId: null, stripePriceId, quantity };
}
