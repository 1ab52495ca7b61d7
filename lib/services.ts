import { type Database, type Db, database, type Purpose, type Sql } from "@/lib/db";
import { type StripeClient, stripeClient } from "@/lib/stripe/client";

/** The services of a verb outside of a transaction. It holds no connection while it calls Stripe. */
export type Services = { database: Database; stripe: StripeClient };

/**
 * The services of a verb inside a transaction: everything commits together or not at all, and Stripe cannot be called.
 */
export type Tx = { db: Db; sql: Sql };

/**
 * A database for each purpose, and a Stripe client whose requests come first for the purpose "web", where people wait. The
 * only place that combines them.
 */
export function services(purpose: Purpose = "web"): Services {
  const opened = database(purpose);
  return { database: opened, stripe: stripeClient(purpose === "web" ? "person" : "job", opened.sql) };
}
