import type { Database, Db, Sql } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";

/** What a sync verb works with: one open transaction, and Stripe. */
export type BillingContext = { db: Db; sql: Sql; stripe: StripeClient };

/** What an edge that opens its own transaction works with. */
export type BillingServices = { database: Database; stripe: StripeClient };

/** The person a fact from Stripe belongs to, locked until the transaction ends. */
export type BillingUser = {
  id: string;
  email: string;
  stripeCustomerId: string | null;
  /** Customers of theirs that were deleted at Stripe: what is still told of those is about the same person. */
  formerCustomerIds: string[];
};

/** Whether what belongs to a customer at Stripe belongs to this person. */
export function isTheirs(user: BillingUser, customerId: string | null): boolean {
  return customerId !== null && [user.stripeCustomerId, ...user.formerCustomerIds].includes(customerId);
}

/**
 * What came of a sync, in a sentence for the inbox. `ignored` is for what no retry can change: an unknown price, a
 * foreign product.
 */
export type SyncOutcome = { status: "processed" | "ignored"; sentence: string };

export function processed(sentence: string): SyncOutcome {
  return { status: "processed", sentence };
}

export function ignored(sentence: string): SyncOutcome {
  return { status: "ignored", sentence };
}

/**
 * Locks the user for the rest of the transaction. State is fetched from Stripe after this, so that of two syncs of one
 * person the later always writes what Stripe said later. NO KEY: rows that point at the user can still be inserted.
 */
export async function lockUser(sql: Sql, userId: string): Promise<BillingUser | null> {
  const [row] = await sql<UserRow>`
    SELECT id, email, stripe_customer_id FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  return row ? toUser(sql, row) : null;
}

/** The same, found by a Stripe customer id that is theirs, or was. */
export async function lockUserByCustomer(sql: Sql, customerId: string): Promise<BillingUser | null> {
  const [owner] = await sql<{ id: string }>`
    SELECT id FROM "user" WHERE stripe_customer_id = ${customerId}
    UNION ALL
    SELECT user_id FROM former_customer WHERE stripe_customer_id = ${customerId}
    LIMIT 1`;
  return owner ? lockUser(sql, owner.id) : null;
}

type UserRow = { id: string; email: string; stripe_customer_id: string | null };

async function toUser(sql: Sql, row: UserRow): Promise<BillingUser> {
  const former = await sql<{ id: string }>`
    SELECT stripe_customer_id AS id FROM former_customer WHERE user_id = ${row.id}::uuid`;
  return {
    id: row.id,
    email: row.email,
    stripeCustomerId: row.stripe_customer_id,
    formerCustomerIds: former.map(({ id }) => id),
  };
}
