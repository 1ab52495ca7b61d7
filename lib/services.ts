import { type Database, type Db, database, type Purpose, type Sql } from "@/lib/db";
import { type StripeClient, stripeClient } from "@/lib/stripe/client";

/** The services of a verb outside of a transaction. It holds no connection while it calls Stripe. */
export type Services = { database: Database; stripe: StripeClient };

/**
 * The services of a verb inside a transaction: everything commits together or not at all, and Stripe cannot be called.
 */
export type Tx = { db: Db; sql: Sql };

/** A database for each purpose, and a Stripe client. The only place that combines them. */
export function services(purpose: Purpose = "web"): Services {
  return { database: database(purpose), stripe: stripeClient() };
}
