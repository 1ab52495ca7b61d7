import { type Database, type Db, database, type Purpose, type Sql } from "@/lib/db";
import { type StripeClient, stripeClient } from "@/lib/stripe/client";

/** What a verb needs outside of a transaction. It holds no connection while it calls Stripe. */
export type Services = { database: Database; stripe: StripeClient };

/** What a verb needs inside a transaction: everything commits together or not at all, without access to Stripe. */
export type Tx = { db: Db; sql: Sql };

/** Those of this process: a database per purpose and one Stripe client. This is the only place that combines them. */
export function services(purpose: Purpose = "web"): Services {
  return { database: database(purpose), stripe: stripeClient() };
}
