import type pg from "pg";

export type Two = { one: pg.Client; other: pg.Client };

// Other clients use the same pooler at the same time, so a single probe may find nothing.
const LOOKS = 5;

/**
 * Whether these connections lead to a pooler in transaction mode: two connected clients served by the same server process, or
 * one client served by several.
 */
export async function sharesSessions({ one, other }: Two): Promise<boolean> {
  const pid = "pg_backend_pid()";
  const first = await valueFrom(one, pid);
  for (let look = 0; look < LOOKS; look++) {
    await other.query("BEGIN");
    const lent = (await valueFrom(other, pid)) === first || (await valueFrom(one, pid)) !== first;
    await other.query("COMMIT");
    if (lent) return true;
  }
  return false;
}

/** The value of an expression of SQL. */
export async function valueFrom(client: pg.Client, expression: string): Promise<unknown> {
  const { rows } = await client.query<{ value: unknown }>(`SELECT ${expression} AS value`);
  return rows[0]?.value;
}
