// @module-tag full
import fc from "fast-check";
import { expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { proveWithin } from "@/dev/testing/prove-within";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { previewChange } from "@/lib/billing/plans/preview-change";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { listPayments } from "@/lib/billing/queries";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { getBalance } from "@/lib/ledger/queries";

const world = await billingWorld();
const { database, services, stripe } = world;
const at = atStripe(world);

const LIVES = Number(process.env.PROOF_LIVES ?? budget({ daily: 1, full: 8 }));
const SEED = Number(process.env.PROOF_SEED ?? 20_261_129);
const AT_MOST_MS = Number(process.env.PROOF_SECONDS ?? 30) * 1_000;

const PLANS = ["starter", "pro", "creator", "ultimate"] as const;
const price = fc.record({ plan: fc.constantFrom(...PLANS), interval: fc.constantFrom("month", "month", "year") });
const step = fc.record({
  hours: fc.integer({ min: 0, max: 500 }),
  spend: fc.integer({ min: 0, max: 1_500 }),
  /** A change made in Stripe's dashboard before: invoiced at once, with the next renewal, or never. */
  byHand: fc.option(
    fc.record({
      quantity: fc.integer({ min: 1, max: 3 }),
      behavior: fc.constantFrom("always_invoice", "create_prorations", "none"),
    }),
    { freq: 3 },
  ),
  to: price,
});

const lookupKey = ({ plan, interval }: { plan: string; interval: string }) => `refill_${plan}_${interval}`;

const balanceOf = async ({ accountId }: Person) =>
  (await getBalance(database.sql, accountId, world.now()))?.balance ?? 0n;

/** Everything that a preview could leave behind. */
async function traces({ userId, accountId }: Person): Promise<unknown> {
  const [counts] = await database.sql<Record<string, bigint>>`
    SELECT
      (SELECT count(*) FROM ledger_entry WHERE account_id = ${accountId}::uuid) AS entries,
      (SELECT count(*) FROM credit_lot WHERE account_id = ${accountId}::uuid) AS lots,
      (SELECT count(*) FROM paid_period) AS periods,
      (SELECT count(*) FROM payment WHERE user_id = ${userId}::uuid) AS payments,
      (SELECT count(*) FROM billing_event WHERE user_id = ${userId}::uuid) AS events,
      (SELECT count(*) FROM mail) AS mails,
      (SELECT count(*) FROM graphile_worker.jobs) AS jobs,
      (SELECT billing_version FROM "user" WHERE id = ${userId}::uuid) AS version`;
  const { data } = await stripe.invoices.list({ customer: await at.customerOf({ userId, accountId }), limit: 100 });
  const subscription = await currentSubscription(database.prisma, userId, world.now());
  return { counts, subscription, invoices: data.map(({ id, status }) => `${id} ${status}`) };
}

/** Makes the previewed change at the same moment, and compares its result to the cent and the credit. */
async function changeAsPreviewed(person: Person, wanted: string, hear: () => Promise<void>): Promise<void> {
  const { userId } = person;
  const before = await traces(person);
  const previewed = await previewChange(services, { userId, price: wanted }, world.now());
  expect(await traces(person)).toEqual(before);
  if (!previewed.ok) return;
  const balance = await balanceOf(person);
  const changed = await changePlan(
    services,
    { userId, price: wanted, prorationDate: previewed.prorationDate ?? undefined },
    world.now(),
  );
  expect(changed).toMatchObject({ ok: true, status: previewed.effective === "now" ? "changed" : "scheduled" });
  // As its events do, a moment later.
  await hear();
  const { data } = await listPayments(database.prisma, userId, { limit: 1 });
  if (previewed.amountDueCents > 0) {
    expect(data[0]).toMatchObject({ status: "SUCCEEDED", amountCents: previewed.amountDueCents });
  }
  expect((await balanceOf(person)) - balance).toBe(previewed.creditsNow);
  const after = await currentSubscription(database.prisma, userId, world.now());
  expect(after?.nextRefill?.credits).toBe(previewed.nextRefill?.credits);
  // A change of interval starts its period when it is made, a moment after it was previewed.
  const [said, is] = [previewed.nextRefill, after?.nextRefill].map((refill) => refill?.at.getTime() ?? 0);
  expect(Math.abs((is ?? 0) - (said ?? 0))).toBeLessThan(60_000);
}

it(
  "a preview changes nothing, and the change costs and grants what the preview said, whatever happened before",
  async () => {
    await proveWithin(
      AT_MOST_MS,
      fc.asyncProperty(price, fc.array(step, { minLength: 2, maxLength: 4 }), async (first, steps) => {
        const person = await world.signUp();
        await world.subscribe(person, lookupKey(first));
        const { id } = await at.subscriptionOf(person);
        const hear = () => syncAtOnce(services, { userId: person.userId, stripeSubscriptionId: id }, world.now());
        await hear();
        for (const { hours, spend, byHand, to } of steps) {
          await world.local.advanceTo(world.local.now() + hours * 3_600);
          await refillDue(database, world.now());
          await hear();
          if (spend > 0) await world.spend(person, BigInt(spend));
          if (byHand) {
            const { items } = await at.subscriptionOf(person);
            const item = { id: items.data[0]?.id, quantity: byHand.quantity };
            await at.update(person, { items: [item], proration_behavior: byHand.behavior }).catch(() => undefined);
            await hear();
            // Stripe's times are whole seconds: an event in the second in which a period starts belongs to that period.
            await world.local.advanceTo(world.local.now() + 60);
          }
          await changeAsPreviewed(person, lookupKey(to), hear);
        }
        expect(await world.violations(person)).toEqual([]);
        await at.cancelNow(person);
      }),
      {
        numRuns: LIVES,
        seed: SEED,
        endOnFailure: true,
      },
    );
  },
  AT_MOST_MS * 6,
);
