import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { createUser } from "@/lib/auth/create-user";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { moveTime } from "@/lib/jobs/move-time";
import { grant } from "@/lib/ledger/grant";
import { lotsOfSubscription } from "@/lib/ledger/lots-of";
import { verify } from "@/lib/ledger/verify";
import { createStripeClient } from "@/lib/stripe/client";

export type Subscribers = {
  /** Of a service key. */
  key: string;
  /** Accounts with enough credits for any load. */
  spenders: string[];
  moveMonth: () => Promise<void>;
  /** Resolves once each subscriber has the credits of every invoice that was paid. */
  areRefilled: () => Promise<void>;
  /** What is wrong with the ledger or with what subscribers got; nothing, if all is well. */
  check: () => Promise<string[]>;
  close: () => Promise<void>;
};

const SPENDERS = 8;
const SUBSCRIBERS = 10;
const PLAN = "refill_pro_month";
const PATIENCE_MS = 300_000;
const LOOK_EVERY_MS = 100;

/** People with credits to spend, and others with a monthly plan, in the database and at the Stripe of this process's settings. */
export async function startSubscribers(): Promise<Subscribers> {
  const { prisma, sql, close } = database();
  const stripe = createStripeClient(process.env.STRIPE_SECRET_KEY ?? "", process.env.STRIPE_API_BASE);
  const person = async (name: string) => {
    const at = await now();
    const email = `${name}-${randomUUID()}@example.com`;
    const user = await createUser(database(), { email, name, passwordHash: null, emailVerified: at }, at);
    if (!user) throw new Error(`${email} is taken.`);
    return user;
  };
  const admin = await person("prove");
  await prisma.user.update({ where: { id: admin.id }, data: { role: "ADMIN" } });
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(prisma, { owner, name: "npm run prove", service: true }, await now());
  if (!made.ok) throw new Error(made.reason);

  const spenders: string[] = [];
  for (let nth = 0; nth < SPENDERS; nth += 1) {
    const { id: accountId } = await person(`spender-${nth}`);
    const lot = { accountId, kind: "PACK", amount: 10_000_000n, sourceKey: "prove", actor: "system" } as const;
    await grant(sql, lot, await now());
    spenders.push(accountId);
  }
  const { stripePriceId: price } = await prisma.price.findFirstOrThrow({ where: { lookupKey: PLAN } });
  if (!price) throw new Error(`${PLAN} has no price at Stripe.`);
  const members: { userId: string; customer: string }[] = [];
  for (let nth = 0; nth < SUBSCRIBERS; nth += 1) {
    const { id: userId, email } = await person(`subscriber-${nth}`);
    const { id: customer } = await stripe.customers.create({ email, metadata: { userId } });
    await prisma.user.update({ where: { id: userId }, data: { stripeCustomerId: customer } });
    const card = await stripe.paymentMethods.attach("pm_card_visa", { customer });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } });
    await stripe.subscriptions.create({ customer, items: [{ price }] });
    members.push({ userId, customer });
  }

  const paidBy = async (customer: string) =>
    (await stripe.invoices.list({ customer, status: "paid", limit: 100 })).data.length;
  const refillsOf = async (userId: string) => {
    const plans = await prisma.subscription.findMany({ where: { userId, stripeSubscriptionId: { not: null } } });
    const lots = await Promise.all(plans.map(({ id }) => lotsOfSubscription(sql, userId, id)));
    return lots.flat().filter(({ origin, paymentId }) => origin === "REFILL" && paymentId !== null).length;
  };
  const wrongWith = async () => {
    const wrong: string[] = [];
    for (const { userId, customer } of members) {
      const [paid, refills] = [await paidBy(customer), await refillsOf(userId)];
      if (paid !== refills) wrong.push(`A subscriber paid ${paid} invoices and got ${refills} refills.`);
    }
    return wrong;
  };
  const areRefilled = async () => {
    for (const until = performance.now() + PATIENCE_MS; ; await sleep(LOOK_EVERY_MS)) {
      const wrong = await wrongWith();
      if (wrong.length === 0) return;
      if (performance.now() > until) throw new Error(wrong[0]);
    }
  };
  await areRefilled();
  return {
    key: made.key,
    spenders,
    moveMonth: async () => {
      const moved = await moveTime({ by: { months: 1, hours: 2 } }, { wait: false });
      if (!moved.ok) throw new Error(moved.reason);
    },
    areRefilled,
    check: async () => {
      const violations = await verify(sql, "all", await now());
      return [...(await wrongWith()), ...violations.map((violation) => JSON.stringify(violation))];
    },
    close,
  };
}
