import type { Sql } from "@/lib/db";

export type Owner = { userId: string; email: string; externalId: string | null };

/**
 * Adds the people whose accounts these are, in a statement of their own: a divided ledger keeps people on another server than accounts,
 * and joining them would send all of either there.
 */
export async function withOwners<Row extends { accountId: string }>(
  sql: Sql,
  rows: readonly Row[],
): Promise<(Row & Owner)[]> {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ accountId }) => accountId))];
  const people = await sql<Owner>`
    SELECT id::text AS "userId", email, external_id AS "externalId" FROM "user" WHERE id = ANY (${ids}::uuid[])`;
  const byId = new Map(people.map((person) => [person.userId, person]));
  return rows.flatMap((row) => {
    const owner = byId.get(row.accountId);
    return owner ? [{ ...row, ...owner }] : [];
  });
}
