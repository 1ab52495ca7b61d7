import { type Database, type Db, database, type Purpose, type Sql } from "@/lib/db";
import { type StripeClient, stripeClient } from "@/lib/stripe/client";

/** What a verb works with outside of a transaction. While it asks Stripe it holds no connection. */
export type Services = { database: Database; stripe: StripeClient };

/** What a verb works with inside one: everything commits together or not at all, and Stripe is out of reach. */
export type Tx = { db: Db; sql: Sql };

/** The process's own: a database for each purpose, and one client for Stripe. The only place that puts them together. */
export function services(purpose: Purpose = "web"): Services {
  return { database: database(purpose), stripe: stripeClient() };
}
