import { type Db, hot, type Sql } from "@/lib/db";
import type { Payment, PlanVersion, SavedCard, Subscription } from "@/lib/generated/prisma/client";
import type { Services, Tx } from "@/lib/services";
import type { CheckoutFacts } from "@/lib/stripe/checkout";
import type { StripeClient } from "@/lib/stripe/client";
import type { Unfinished } from "@/lib/stripe/payment-intents";

/** The services of a verb that calls Stripe. It holds no transaction and no connection while it does. */
export type BillingServices = Services;

/** For reading from Stripe, with the recorded state; nothing is locked. */
export type BillingReader = { db: Db; sql: Sql; stripe: StripeClient };

/** One open transaction, without access to Stripe. */
export type BillingContext = Tx;

/** The user that an object in Stripe belongs to. */
export type BillingUser = {
  id: string;
  email: string;
  stripeCustomerId: string | null;
  /** Their deleted Stripe customers: events about those are still about this user. */
  formerCustomerIds: string[];
  /** Incremented by each write of state from Stripe. */
  billingVersion: bigint;
  /** When their customer was imported; null for a customer that the app created. */
  importedAt: Date | null;
};

/**
 * Reads the current state from Stripe and returns the function that writes it under the user's lock. Run both through
 * `converge`, which ensures that what is written was read after everything written before.
 */
export type Read<Result = SyncOutcome> = (reader: BillingReader, user: BillingUser) => Promise<Write<Result>>;

/** Writes what was read. The caller holds the user's lock. */
export type Write<Result = SyncOutcome> = (context: BillingContext, user: BillingUser) => Promise<Result>;

/** Whether objects of this Stripe customer belong to this user. */
export function isTheirs(user: BillingUser, customerId: string | null): boolean {
  return customerId !== null && [user.stripeCustomerId, ...user.formerCustomerIds].includes(customerId);
}

/** What a sync read and wrote, so that nothing of it has to be fetched or queried again. */
type SyncFacts = {
  /** The recorded payment, and what it waits for in Stripe. */
  payment?: Payment & { unfinished: Unfinished };
  /** The recorded subscription. `trialRefused`: it was ended because its trial was refused. */
  subscription?: Subscription & { planVersion: PlanVersion; trialRefused: boolean };
  /** Its current state in Stripe. */
  checkout?: CheckoutFacts;
  /** The card that purchases without Checkout are charged to; absent when there is none. */
  card?: SavedCard;
  /** Other payments that it read and recorded, and what to say about each: their events need no sync of their own. */
  answered?: ReadonlyMap<string, string>;
  /** Credits of the plan or pack granted by this sync; 0 when an earlier one granted them. */
  granted: bigint;
};

/**
 * The result of a sync: a sentence for the inbox, and facts for the verb that called it. `ignored` is for what no retry
 * can change: an unknown price, a product of another app. `refused` is for a claimed sale that does not match what was
 * sold: nothing is granted, and a person should look at it.
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

/** For a sync without anything to write. */
export function nothing(outcome: SyncOutcome): Write {
  return async () => outcome;
}

/** The user as recorded; null when there is none, or the account was deleted and nothing is synced for it. */
export async function readUser(sql: Sql, userId: string): Promise<BillingUser | null> {
  const [row] = await hot(sql)<UserRow>`
    SELECT id, email, stripe_customer_id, billing_version, imported_at,
      array(SELECT stripe_customer_id FROM former_customer WHERE user_id = "user".id) AS former_customers
    FROM "user"
    WHERE id = ${userId}::uuid AND deleted_at IS NULL`;
  return row ? toUser(row) : null;
}

/** Locks the user for the rest of the transaction. NO KEY, so that rows that reference the user can still be inserted. */
export async function lockUser(sql: Sql, userId: string): Promise<BillingUser | null> {
  const [row] = await hot(sql)<Omit<UserRow, "former_customers">>`
    SELECT id, email, stripe_customer_id, billing_version, imported_at FROM "user"
    WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  if (!row) return null;
  // By a statement of its own: the one that waited for the lock sees other tables as they were before it waited.
  const former = await hot(sql)<{ id: string }>`
    SELECT stripe_customer_id AS id FROM former_customer WHERE user_id = ${row.id}::uuid`;
  return toUser({ ...row, former_customers: former.map(({ id }) => id) });
}

/** Locks those of the users whose lock is free, without waiting for the others, and returns them. */
export async function lockFreeUsers(sql: Sql, userIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }>`
    SELECT id::text FROM "user" WHERE id = ANY (${userIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`;
  return new Set(rows.map(({ id }) => id));
}

/** The user of a current or former Stripe customer; null when there is none. */
export async function ownerOfCustomer(sql: Sql, customerId: string): Promise<string | null> {
  const [owner] = await hot(sql)<{ id: string }>`
    SELECT id FROM "user" WHERE stripe_customer_id = ${customerId}
    UNION ALL
    SELECT user_id FROM former_customer WHERE stripe_customer_id = ${customerId}
    LIMIT 1`;
  return owner?.id ?? null;
}

type UserRow = {
  id: string;
  email: string;
  stripe_customer_id: string | null;
  billing_version: bigint;
  imported_at: Date | null;
  former_customers: string[];
};

function toUser(row: UserRow): BillingUser {
  return {
    id: row.id,
    email: row.email,
    stripeCustomerId: row.stripe_customer_id,
    formerCustomerIds: row.former_customers,
    billingVersion: row.billing_version,
    importedAt: row.imported_at,
  };
}
