import type { Database, Db, Sql } from "@/lib/db";
import type { Payment, PlanVersion, SavedCard, Subscription } from "@/lib/generated/prisma/client";
import type { CheckoutFacts } from "@/lib/stripe/checkout";
import type { StripeClient } from "@/lib/stripe/client";
import type { Unfinished } from "@/lib/stripe/payment-intents";

/** What a verb that asks Stripe works with. It holds no transaction and no connection while it asks. */
export type BillingServices = { database: Database; stripe: StripeClient };

/** How what Stripe says is read, with what is on record beside it; nothing is locked. */
export type BillingReader = { db: Db; sql: Sql; stripe: StripeClient };

/** One open transaction. Stripe is out of its reach. */
export type BillingContext = { db: Db; sql: Sql };

/** The person a fact from Stripe belongs to. */
export type BillingUser = {
  id: string;
  email: string;
  stripeCustomerId: string | null;
  /** Customers of theirs that were deleted at Stripe: what is still told of those is about the same person. */
  formerCustomerIds: string[];
  /** Counted up by each write of what Stripe said. */
  billingVersion: bigint;
};

/**
 * Reads what a change at Stripe comes to, and returns what is then to be written under the user's lock. Run both through
 * `converge`: what it writes was then read after everything that was written before.
 */
export type Read<Result = SyncOutcome> = (reader: BillingReader, user: BillingUser) => Promise<Write<Result>>;

/** Writes what was read. The caller holds the user's lock. */
export type Write<Result = SyncOutcome> = (context: BillingContext, user: BillingUser) => Promise<Result>;

/** Whether what belongs to a customer at Stripe belongs to this person. */
export function isTheirs(user: BillingUser, customerId: string | null): boolean {
  return customerId !== null && [user.stripeCustomerId, ...user.formerCustomerIds].includes(customerId);
}

/** What a sync read and wrote, so that nothing of it has to be fetched or queried again. */
export type SyncFacts = {
  /** On record now, and what Stripe's is waiting for. */
  payment?: Payment & { unfinished: Unfinished };
  /** On record now. `trialRefused`: it was ended because its trial was refused. */
  subscription?: Subscription & { planVersion: PlanVersion; trialRefused: boolean };
  /** As it stands at Stripe. */
  checkout?: CheckoutFacts;
  /** The card that purchases without Checkout are charged to; absent when there is none. */
  card?: SavedCard;
  /** Credits that the plan or pack was granted by this sync: none when an earlier one did it. */
  granted: bigint;
};

/**
 * What came of a sync, in a sentence for the inbox and in facts for the verb that asked for it. `ignored` is for what no
 * retry can change: an unknown price, a foreign product. `refused` is for what claims to be a sale and does not agree
 * with what was sold: nothing is granted, and a person should look at it.
 */
export type SyncOutcome = { status: "processed" | "ignored" | "refused"; sentence: string } & SyncFacts;

export function processed(sentence: string, facts: Partial<SyncFacts> = {}): SyncOutcome {
  return { granted: 0n, ...facts, status: "processed", sentence };
}

export function ignored(sentence: string): SyncOutcome {
  return { granted: 0n, status: "ignored", sentence };
}

export function refused(sentence: string): SyncOutcome {
  return { granted: 0n, status: "refused", sentence };
}

/** There is nothing to write. */
export function nothing(outcome: SyncOutcome): Write {
  return async () => outcome;
}

/** The user as on record now; null when there is none, or the account was deleted: nothing is brought in for it. */
export async function readUser(sql: Sql, userId: string): Promise<BillingUser | null> {
  const [row] = await sql<UserRow>`
    SELECT id, email, stripe_customer_id, billing_version FROM "user"
    WHERE id = ${userId}::uuid AND deleted_at IS NULL`;
  return row ? toUser(sql, row) : null;
}

/** Locks the user for the rest of the transaction. NO KEY: rows that point at the user can still be inserted. */
export async function lockUser(sql: Sql, userId: string): Promise<BillingUser | null> {
  const [row] = await sql<UserRow>`
    SELECT id, email, stripe_customer_id, billing_version FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  return row ? toUser(sql, row) : null;
}

/** Whose a Stripe customer is, or was; null when it is nobody's here. */
export async function ownerOfCustomer(sql: Sql, customerId: string): Promise<string | null> {
  const [owner] = await sql<{ id: string }>`
    SELECT id FROM "user" WHERE stripe_customer_id = ${customerId}
    UNION ALL
    SELECT user_id FROM former_customer WHERE stripe_customer_id = ${customerId}
    LIMIT 1`;
  return owner?.id ?? null;
}

type UserRow = { id: string; email: string; stripe_customer_id: string | null; billing_version: bigint };

async function toUser(sql: Sql, row: UserRow): Promise<BillingUser> {
  const former = await sql<{ id: string }>`
    SELECT stripe_customer_id AS id FROM former_customer WHERE user_id = ${row.id}::uuid`;
  return {
    id: row.id,
    email: row.email,
    stripeCustomerId: row.stripe_customer_id,
    formerCustomerIds: former.map(({ id }) => id),
    billingVersion: row.billing_version,
  };
}
