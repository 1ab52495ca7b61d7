import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { BillingServices } from "@/lib/billing/context";
import { BillingMovedError, converge } from "@/lib/billing/converge";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { takeTurn } from "@/lib/billing/take-turn";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createDatabase } from "@/lib/db";
import { isStripeUnavailable } from "@/lib/stripe/errors";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const { database, services, stripe, now } = world;
/** Another process: it shares the database and nothing else. */
const elsewhere: BillingServices = { database: createDatabase(database.url), stripe };
afterAll(() => elsewhere.database.close());

const cardOf = ({ userId }: Person) => database.prisma.savedCard.findUnique({ where: { userId } });

async function withCards() {
  const person = await world.signUp();
  const old = await saveCard(world, person, "pm_card_visa");
  const user = await database.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
  return { person, old, customer: user.stripeCustomerId ?? "" };
}

describe("a response from Stripe that is older than what was written", () => {
  it("is requested again, so that the latest response stands", async () => {
    const { person, customer } = await withCards();
    let asked = 0;
    await converge(services, person.userId, async (reader, user) => {
      asked += 1;
      const write = await syncCustomer(reader, user, customer, now());
      if (asked === 1) {
        // While this process holds a response, the card changes and another process syncs it.
        await world.advance({ hours: 1 });
        await saveCard(world, person, "pm_card_mastercard");
        await converge(elsewhere, person.userId, (other, same) => syncCustomer(other, same, customer, now()));
        expect(await cardOf(person)).toMatchObject({ brand: "mastercard" });
      }
      return write;
    });
    expect(asked).toBe(2);
    expect(await cardOf(person)).toMatchObject({ brand: "mastercard" });
  });

  it("is given up after some tries when others keep writing, and their writes stay", async () => {
    const { person } = await withCards();
    const busy = converge(services, person.userId, async () => {
      await converge(elsewhere, person.userId, async () => async () => undefined);
      return async () => expect.unreachable("an old answer was written");
    });
    await expect(busy).rejects.toThrow(BillingMovedError);
  });

  it("never wins, however many processes sync one user at the same moment", async () => {
    const { person, customer } = await withCards();
    const others = Array.from({ length: 3 }, () => ({ database: createDatabase(database.url, 4), stripe }));
    const written: number[] = [];
    let answers = 0;
    const bring = (one: BillingServices) =>
      converge(one, person.userId, async (reader, user) => {
        const write = await syncCustomer(reader, user, customer, now());
        const answer = ++answers;
        return async (context, locked) => {
          await write(context, locked);
          written.push(answer);
        };
      });
    const all = [services, elsewhere, ...others];
    await Promise.all([...all, ...all].map(bring));
    expect(written).toHaveLength(10);
    expect(written).toEqual(written.toSorted((a, b) => a - b));
    for (const one of others) await one.database.close();
  });
});

it("twenty syncs of one user at once call Stripe one after the other, and delay no other user", async () => {
  const [{ person }, other] = [await withCards(), await world.signUp()];
  let now = 0;
  let most = 0;
  const ask = (userId: string) =>
    converge(services, userId, async () => {
      most = Math.max(most, ++now);
      await sleep(5);
      now -= 1;
      return async () => userId;
    });
  await Promise.all(Array.from({ length: 20 }, () => ask(person.userId)));
  expect(most).toBe(1);
  const slow = converge(services, person.userId, async () => {
    expect(await ask(other.userId)).toBe(other.userId);
    return async () => "slow";
  });
  expect(await slow).toBe("slow");
});

describe("Stripe", () => {
  it("cannot be called inside a transaction, and that is not an outage", async () => {
    const asked = database.transaction(async () => stripe.customers.list({ limit: 1 }));
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ detail: { message: expect.stringContaining("must not be asked while") } });
    expect(isStripeUnavailable(error)).toBe(false);
    expect((await stripe.customers.list({ limit: 1 })).data).toHaveLength(1);
  });
});

describe("a change in Stripe", () => {
  it("waits for the one before it, across all processes", async () => {
    const { userId } = await world.signUp();
    const steps: string[] = [];
    const change = (one: BillingServices, name: string) =>
      takeTurn(one.database.sql, { userId, purpose: name }, async () => {
        steps.push(`${name} begins`);
        await sleep(150);
        steps.push(`${name} ends`);
        return { ok: true as const };
      });
    const outcomes = await Promise.all([change(services, "a"), change(elsewhere, "b"), change(services, "c")]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
    const names = steps.map((step) => step.split(" ")[0]);
    expect(names).toEqual([names[0], names[0], names[2], names[2], names[4], names[4]]);
  });

  it("proceeds when the process that had the turn has died", async () => {
    const { userId } = await world.signUp();
    await database.sql`
      INSERT INTO billing_turn (user_id, id, purpose, taken_at, held_until)
      VALUES (${userId}::uuid, gen_random_uuid(), 'change_plan', now() - interval '2 minutes', now() - interval '1 second')
      RETURNING id`;
    expect(await takeTurn(database.sql, { userId, purpose: "next" }, async () => "done")).toBe("done");
    expect(await database.prisma.billingTurn.count({ where: { userId } })).toBe(0);
  });

  it("releases the turn when it fails", async () => {
    const { userId } = await world.signUp();
    const failing = takeTurn(database.sql, { userId, purpose: "fails" }, async () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await takeTurn(database.sql, { userId, purpose: "next" }, async () => "done")).toBe("done");
  });
});
