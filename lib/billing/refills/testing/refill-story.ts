import type { Database } from "@/lib/db";

/** The tables that a refill writes, without their times by the real clock. */
const ROWS = `
  SELECT 'subscription' AS table, to_jsonb(t) - '{created_at,updated_at}'::text[] AS row FROM subscription AS t
  UNION ALL SELECT 'credit_account', to_jsonb(t) FROM credit_account AS t
  UNION ALL SELECT 'credit_lot', to_jsonb(t) FROM credit_lot AS t
  UNION ALL SELECT 'credit_hold', to_jsonb(t) FROM credit_hold AS t
  UNION ALL SELECT 'ledger_entry', to_jsonb(t) FROM ledger_entry AS t
  UNION ALL SELECT 'billing_event', to_jsonb(t) - 'created_at' FROM billing_event AS t
  UNION ALL SELECT 'dormancy', to_jsonb(t) - 'id' FROM dormancy AS t
  UNION ALL SELECT 'mail', to_jsonb(t) FROM mail AS t
  UNION ALL SELECT 'job', jsonb_build_object('key', key) FROM graphile_worker.jobs`;

/** The ids of rows that a refill may create, with the facts that these stand for. */
const NAMES = `
  SELECT id::text, 'free plan of ' || user_id AS name FROM subscription WHERE stripe_subscription_id IS NULL AND comp_until IS NULL
  UNION ALL SELECT id::text, 'event ' || source_key || ' of ' || user_id FROM billing_event
  UNION ALL SELECT id::text, 'mail ' || source_key || ' to ' || user_id FROM mail
  UNION ALL SELECT id::text, 'lot ' || source_key || ' of ' || account_id FROM credit_lot`;

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Everything that a refill writes, as lines that are equal when the rows are, whatever ids new rows have. */
export async function refillStory({ pool }: Pick<Database, "pool">): Promise<string[]> {
  const { rows: named } = await pool.query<{ id: string; name: string }>(NAMES);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const { rows } = await pool.query<{ line: string }>(`SELECT "table" || ' ' || row AS line FROM (${ROWS}) AS rows`);
  const rename = (text: string) => text.replaceAll(UUID, (id) => names.get(id) ?? id);
  // Twice: names have ids in them.
  return rows.map(({ line }) => rename(rename(line))).sort();
}
