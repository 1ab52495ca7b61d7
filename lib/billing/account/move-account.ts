import { audit } from "@/lib/audit";
import { type Left, leaveAccount } from "@/lib/billing/account/leave-account";
import type { BillingServices } from "@/lib/billing/context";
import { soldProducts } from "@/lib/billing/plans/open-portal";
import { mendCatalogue } from "@/lib/catalog/mend-catalogue";
import type { Db } from "@/lib/db";
import { fetchAccount, type StripeAccountFacts } from "@/lib/stripe/account";
import { ensurePortalConfiguration } from "@/lib/stripe/portal";

export type Moved = Left & { to: StripeAccountFacts; pricesCreated: number };

/**
 * Moves the database to the key's account and mode. The former account is not contacted. First, in one transaction, the
 * move is recorded and all stored ids of products and prices are removed; then the catalogue is created anew, every user
 * is detached from the former account, and finally the new account is recorded. An interrupted move continues when it is
 * run again; until it is complete the app does not start. Throws when Stripe cannot be reached.
 */
export async function moveAccount(services: BillingServices, now: Date): Promise<Moved> {
  const { database, stripe } = services;
  const to = await fetchAccount(stripe);
  await database.transaction((db) => begin(db, to, now));
  const { pricesCreated } = await mendCatalogue(database.prisma, stripe, now);
  await ensurePortalConfiguration(stripe, await soldProducts(database.prisma));
  const left = await leaveAccount(database, now);
  await database.transaction((db) => finish(db, to, left, now));
  return { to, pricesCreated, ...left };
}

/** Continues an incomplete move to the same account; to another account it starts over. */
async function begin(db: Db, to: StripeAccountFacts, now: Date): Promise<void> {
  const noted = await db.stripeAccount.findUnique({ where: { id: 1 } });
  if (noted?.moveBeganAt && noted.movingToAccount === to.id && noted.movingToMode === to.mode) return;
  const wish = { movingToAccount: to.id, movingToMode: to.mode, moveBeganAt: now };
  // An account that was never recorded cannot be named.
  const unnamed = { mode: to.mode, notedAt: now };
  await db.stripeAccount.upsert({ where: { id: 1 }, create: { ...unnamed, ...wish }, update: wish });
  const before = await storedIds(db);
  await db.price.updateMany({ data: { stripePriceId: null, isAdopted: false } });
  await db.plan.updateMany({ data: { stripeProductId: null, adoptsProduct: false } });
  await db.creditPack.updateMany({ data: { stripePriceId: null, stripeProductId: null, adoptsProduct: false } });
  const from = noted && { accountId: noted.accountId, mode: noted.mode };
  await note(db, "stripe.move_began", to, { before: { from, ...before }, after: to }, now);
}

async function finish(db: Db, to: StripeAccountFacts, left: Left, now: Date): Promise<void> {
  const data = { accountId: to.id, mode: to.mode, notedAt: now, movedAt: now, ...NO_WISH };
  await db.stripeAccount.update({ where: { id: 1 }, data });
  await note(db, "stripe.moved", to, { after: { ...to, ...left } }, now);
}

const NO_WISH = { movingToAccount: null, movingToMode: null, moveBeganAt: null };

/** For the audit log: these ids identify the former account's subscriptions and payments later. */
async function storedIds(db: Db) {
  const prices = await db.price.findMany({ where: { stripePriceId: { not: null } } });
  const packs = await db.creditPack.findMany({ where: { stripePriceId: { not: null } } });
  return {
    prices: prices.map(({ id, stripePriceId }) => ({ id, stripePriceId })),
    packs: packs.map(({ id, stripePriceId }) => ({ id, stripePriceId })),
  };
}

async function note(
  db: Db,
  action: string,
  { id, mode }: StripeAccountFacts,
  change: { before?: unknown; after?: unknown },
  now: Date,
): Promise<void> {
  const target = { targetType: "stripe_account", targetId: id ?? mode };
  await audit(db, { userId: null }, { action, ...target, ...change }, now);
}
