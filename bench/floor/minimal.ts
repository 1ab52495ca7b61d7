import pg from "pg";
import type { Candidate } from "@/bench/measure";
import { looped } from "@/bench/measure";
import type { BenchDatabase } from "@/bench/server";

// Update and insert in one statement, which is one transaction: the least work in the fewest round trips.
export const MINIMAL = (account: string): string => `
  WITH debited AS (UPDATE floor_account SET balance = balance - 1 WHERE id = ${account} AND balance >= 1 RETURNING id)
  INSERT INTO floor_entry (account_id, amount, at) SELECT id, -1, now() FROM debited`;

export async function createFloor({ pool }: BenchDatabase, accounts: number): Promise<void> {
  await pool.query(
    "CREATE TABLE floor_account (id integer PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 70)",
  );
  await pool.query(
    "CREATE TABLE floor_entry (id bigserial PRIMARY KEY, account_id integer, amount bigint, at timestamptz)",
  );
  await pool.query("INSERT INTO floor_account SELECT id, 1000000000000 FROM generate_series(1, $1) AS id", [accounts]);
  await pool.query("VACUUM (ANALYZE) floor_account");
}

// Past this, more connections only make two cores slower; callers wait for one in the pool instead.
const MAX_CONNECTIONS = 64;

/** The floor through `pg`, prepared, spread over so many accounts. A connection for each caller, up to 64. */
export function minimalThroughPg(url: string, accounts: number): Candidate {
  return async (callers, seconds) => {
    const pool = new pg.Pool({ connectionString: url, max: Math.min(callers, MAX_CONNECTIONS) });
    try {
      // Opening connections is not measured.
      await Promise.all(Array.from({ length: Math.min(callers, MAX_CONNECTIONS) }, () => pool.query("SELECT 1")));
      const debit = (turn: number) =>
        pool.query({ name: "minimal", text: MINIMAL("$1"), values: [1 + (turn % accounts)] });
      return await looped(debit)(callers, seconds);
    } finally {
      await pool.end();
    }
  };
}
