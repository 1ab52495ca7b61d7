// @module-tag full
import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { runAutoTopup } from "@/lib/billing/purchases/run-auto-topup";
import { topUp } from "@/lib/billing/purchases/top-up";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe, now } = world;

const CAP_CENTS = 18_000;
const CARDS = ["pm_card_visa", "pm_card_chargeCustomerFail", "pm_card_threeDSecure2Required"] as const;

type Step = { do: "spend" | "run" | "wait" | "deliver" | "card" | "buy" | "set"; size: number };

const steps = fc.array(
  fc.record<Step>({
    do: fc.constantFrom("spend", "spend", "run", "run", "wait", "deliver", "card", "buy", "set"),
    size: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 4, maxLength: 14 },
);

test("in any order of events, what was charged equals what was granted, and never exceeds the monthly cap", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const person = await world.signUp();
      const { userId } = person;
      await saveCard(world, person, "pm_card_visa");
      const set = () =>
        setAutoTopup(
          services,
          userId,
          { enabled: true, threshold: 300n, pack: "pack_500", monthlyCapCents: CAP_CENTS },
          now(),
        );
      await set();
      for (const step of story) {
        if (step.do === "spend")
          await world.spend(person, ((await world.available(person)) ?? 0n) / BigInt(step.size) || 1n);
        if (step.do === "run")
          await Promise.all(Array.from({ length: step.size }, () => runAutoTopup(services, userId, now())));
        if (step.do === "wait") await world.advance({ hours: step.size });
        if (step.do === "deliver") await world.deliverAtOnce(2);
        if (step.do === "card") await saveCard(world, person, CARDS[step.size % CARDS.length] ?? "pm_card_visa");
        if (step.do === "buy")
          await topUp(services, { userId, pack: "pack_500", idempotencyKey: `key-${step.size}` }, now());
        if (step.do === "set") await set();
      }
      await world.deliver();
      const payments = await database.prisma.payment.findMany({ where: { userId } });
      const paid = payments.filter((payment) => payment.status === "SUCCEEDED");
      const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
      const charges = await stripe.charges.list({ customer: stripeCustomerId ?? "", limit: 100 });
      expect(charges.data.filter((charge) => charge.paid)).toHaveLength(paid.length);
      const [granted] = await database.sql<{ credits: bigint }>`
        SELECT coalesce(sum(amount), 0)::bigint AS credits FROM credit_lot
        WHERE account_id = ${person.accountId}::uuid AND kind = 'PACK'`;
      expect(granted?.credits).toBe(500n * BigInt(paid.length));
      const byMonth = new Map<string, number>();
      for (const { origin, amountCents, createdAt } of paid) {
        const month = createdAt.toISOString().slice(0, 7);
        if (origin === "AUTO_TOP_UP") byMonth.set(month, (byMonth.get(month) ?? 0) + amountCents);
      }
      for (const spentCents of byMonth.values()) expect(spentCents).toBeLessThanOrEqual(CAP_CENTS);
      expect(await world.violations(person)).toEqual([]);
    }),
    { numRuns: budget({ daily: 4, full: 12 }) },
  );
}, 120_000);
