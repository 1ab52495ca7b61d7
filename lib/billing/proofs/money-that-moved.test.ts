// @module-tag full
import fc from "fast-check";
import Stripe from "stripe";
import { expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { proveWithin } from "@/dev/testing/prove-within";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { someOrders } from "@/lib/billing/testing/every-order";
import { onInvoice } from "@/lib/billing/testing/invoiced";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { getBalance } from "@/lib/ledger/queries";

const world = await billingWorld();
const { database, stripe } = world;
const at = atStripe(world);
const invoiced = onInvoice(world);

const SEED = 20_261_121;
const AT_MOST_MS = Number(process.env.PROOF_SECONDS ?? 30) * 1_000;
const CREDITS = 200;
const CARDS = ["pm_card_visa", "pm_card_createDispute", "pm_card_createDisputeInquiry", "pm_card_refundFail"];

type Step =
  | { do: "pay a part"; cents: number; card: string }
  | { do: "pay" | "pay outside" | "lose disputes" | "win disputes" | "hear" | "wait" }
  | { do: "refund"; which: number; percent: number }
  | { do: "credit"; refund: number; balance: number; elsewhere: number }
  | { do: "spend"; credits: number };

const percent = fc.integer({ min: 1, max: 100 });
const share = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 800 }));

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("pay a part" as const),
    cents: fc.integer({ min: 50, max: 1_500 }),
    card: fc.constantFrom(...CARDS),
  }),
  fc.record({
    do: fc.constantFrom(
      "pay" as const,
      "pay" as const,
      "pay outside" as const,
      "lose disputes" as const,
      "win disputes" as const,
      "hear" as const,
      "wait" as const,
    ),
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refund" as const), which: fc.nat({ max: 3 }), percent }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("credit" as const), refund: share, balance: share, elsewhere: share }),
  },
  fc.record({ do: fc.constant("spend" as const), credits: fc.integer({ min: 1, max: 150 }) }),
);

type Life = { person: Person; invoice: string };

async function take({ person, invoice }: Life, step: Step): Promise<void> {
  switch (step.do) {
    case "pay a part":
      await invoiced.payPart(person, invoice, step.cents, step.card);
      return;
    case "pay":
      await invoiced.pay(invoice);
      return;
    case "pay outside":
      await stripe.invoices.pay(invoice, { paid_out_of_band: true });
      return;
    case "refund":
      return refund(person, step.which, step.percent);
    case "credit":
      return credit(invoice, step);
    case "lose disputes":
    case "win disputes":
      return decide(person, step.do === "lose disputes" ? "lose" : "win");
    case "spend":
      await world.spend(person, BigInt(step.credits));
      return;
    case "wait":
      return world.advance({ hours: 1 });
    case "hear":
      await world.deliver((events) => [...events].reverse());
  }
}

async function refund(person: Person, which: number, percent: number): Promise<void> {
  const paid = await at.paidIntents(person);
  const one = paid[which % Math.max(1, paid.length)];
  if (!one) return;
  const amount = Math.max(1, Math.floor((one.amount * percent) / 100));
  await stripe.refunds.create({ payment_intent: one.id, amount });
}

/** Before payment it lowers what is due; after it, it refunds as requested. */
async function credit(invoice: string, { refund, balance, elsewhere }: Extract<Step, { do: "credit" }>): Promise<void> {
  const { amount_remaining: open } = await stripe.invoices.retrieve(invoice);
  const amount = refund + balance + elsewhere;
  if (open > amount) await stripe.creditNotes.create({ invoice, amount });
  else {
    const ways = { refund_amount: refund, credit_amount: balance, out_of_band_amount: elsewhere };
    await stripe.creditNotes.create({ invoice, amount: open + amount, ...ways });
  }
}

async function decide(person: Person, how: "win" | "lose"): Promise<void> {
  for (const { id } of await at.paidIntents(person)) {
    const { data } = await stripe.disputes.list({ payment_intent: id });
    for (const dispute of data.filter(({ status }) => status === "needs_response")) {
      await fetch(`${world.local.url}/_local/disputes/${dispute.id}/${how}`, { method: "POST", body: "{}" });
    }
  }
}

/** What Stripe refuses (nothing left to pay, more than was paid) does not count as a step. */
async function tryTo(life: Life, step: Step): Promise<void> {
  try {
    await take(life, step);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

type Reckoned = { isPaid: boolean; money: number; moneyBack: number; all: number; allBack: number; isFrozen: boolean };

/** Computes what was paid and returned from Stripe's own objects, without the code under test. */
async function reckon({ person, invoice: id }: Life): Promise<Reckoned> {
  const invoice = await stripe.invoices.retrieve(id);
  let moneyBack = 0;
  let isFrozen = false;
  // A part that came too late was charged, but pays nothing of the invoice.
  const { data: parts } = await stripe.invoicePayments.list({ invoice: id, status: "paid" });
  for (const intent of parts.map(({ payment }) => String(payment.payment_intent))) {
    const { data: refunds } = await stripe.refunds.list({ payment_intent: intent, limit: 100 });
    const good = refunds.filter(({ status }) => status !== "failed" && status !== "canceled");
    const { data: disputes } = await stripe.disputes.list({ payment_intent: intent });
    for (const { amount } of [...good, ...disputes.filter(({ status }) => status === "lost")]) moneyBack += amount;
    isFrozen ||= disputes.some(({ status }) => status === "needs_response" || status === "under_review");
  }
  const { data: notes } = await stripe.creditNotes.list({ invoice: id, limit: 100 });
  for (const note of notes) moneyBack += note.out_of_band_amount ?? 0;
  const customer = await at.customerOf(person);
  const { data: moves } = await stripe.customers.listBalanceTransactions(customer, { limit: 100 });
  const moved = (type: string) =>
    moves.filter((one) => one.type === type).reduce((sum, { amount }) => sum + Math.abs(amount), 0);
  const [credited, applied] = [moved("credit_note"), invoice.starting_balance < 0 ? moved("applied_to_invoice") : 0];
  const money = invoice.amount_paid;
  const gone = Math.min(money, moneyBack);
  const all = money + applied;
  return {
    isPaid: invoice.status === "paid",
    money,
    moneyBack: gone,
    all,
    allBack: Math.min(all, gone + credited),
    isFrozen,
  };
}

/** The credits of the month that the rule leaves. */
function keptOf({ isPaid, money, moneyBack, all, allBack }: Reckoned): number {
  if (!isPaid) return 0;
  const shareOf = (part: number, of: number) => (of > 0 ? Math.floor((CREDITS * part) / of) : 0);
  return CREDITS - Math.max(shareOf(moneyBack, money), shareOf(allBack, all));
}

it(
  "the credits kept are those of the money kept, whatever the order of events, and debt is backed by a returned cent",
  async () => {
    await proveWithin(
      AT_MOST_MS,
      fc.asyncProperty(
        fc.constantFrom(0, 0, -1_200, -1_999, -2_500, 500),
        fc.array(steps, { minLength: 2, maxLength: 9 }),
        fc.nat(),
        async (balance, list, seed) => {
          const life = await invoiced.starter({ balance });
          const { person } = life;
          for (const step of list) await tryTo(life, step);
          await world.advance({ hours: 1 });
          const spentBefore = await spentOf(person);
          const orders = await someOrders(world, person, world.now(), 2, seed);
          expect(orders.map(({ order }) => order.join(", "))).toHaveLength(1);
          await world.deliver((events) => [...events, ...events].reverse());
          const reckoned = await reckon(life);
          const entries = await database.prisma.ledgerEntry.findMany({ where: { accountId: person.accountId } });
          const sumOf = (...types: string[]) =>
            Number(entries.filter(({ type }) => types.includes(type)).reduce((sum, { amount }) => sum + amount, 0n));
          const taken = -sumOf("CLAWBACK", "REINSTATEMENT");
          expect(reckoned.isPaid ? CREDITS - taken : -taken).toBe(keptOf(reckoned));
          const now = await getBalance(database.sql, person.accountId, world.now());
          if (taken === 0) expect(now?.debt).toBe(0n);
          expect(Number(now?.debt ?? 0n)).toBeLessThanOrEqual(Math.min(taken, spentBefore));
          if (reckoned.isFrozen && reckoned.isPaid) expect(now?.available).toBe(0n);
          expect(await world.violations(person)).toEqual([]);
          await world.cancelAll();
        },
      ),
      {
        numRuns: budget({ daily: 1, full: 20 }),
        seed: SEED,
        endOnFailure: true,
      },
    );
  },
  AT_MOST_MS * 5,
);

async function spentOf({ accountId }: Person): Promise<number> {
  const spent = await database.prisma.ledgerEntry.findMany({ where: { accountId, type: "USAGE" } });
  return -Number(spent.reduce((sum, { amount }) => sum + amount, 0n));
}
