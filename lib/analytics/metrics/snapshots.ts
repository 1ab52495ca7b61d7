import { z } from "zod";
import type { Sql } from "@/lib/db";

const count = z.number().int();
const credits = z.string().transform(BigInt).nullable();
const subscriptions = z.object({ active: count, trialing: count, pastDue: count, ending: count });
const balances = z.array(z.object({ from: credits, to: credits, accounts: z.string().transform(Number) }));
const cohorts = z.array(z.object({ month: z.string(), users: count, paying: z.array(count) }));

export type Snapshots = {
  /** Paid subscriptions, by status. */
  subscriptions: z.output<typeof subscriptions>;
  /** How many accounts have a balance in each range. */
  balances: z.output<typeof balances>;
  /** By month of sign-up, UTC, how many paid for a plan at the end of it and of each month since. */
  cohorts: z.output<typeof cohorts>;
  /** When the rollup counted them. */
  asOf: Date;
};

/** What the last rollup counted over all accounts; null before the first. */
export async function readSnapshots(sql: Sql): Promise<Snapshots | null> {
  const rows = await sql<{ name: string; value: unknown; as_of: Date }>`SELECT name, value, as_of FROM metric_snapshot`;
  const value = (name: string) => rows.find((row) => row.name === name)?.value;
  const [first] = rows;
  if (!first) return null;
  return {
    subscriptions: subscriptions.parse(value("subscriptions")),
    balances: balances.parse(value("balances")),
    cohorts: cohorts.parse(value("cohorts")),
    asOf: first.as_of,
  };
}
