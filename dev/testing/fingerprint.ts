import type { Sql } from "@/lib/db";

// Counters of attempts, and times of use, change with refused requests, too.
const COUNTERS: readonly string[] = ["rate_limit", "sign_in_place", "sign_in_budget"];

/** A digest of each table's rows, also of the job queue: two that are equal prove that nothing was changed in between. */
export async function fingerprint(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname IN ('public', 'graphile_worker') AND tablename <> ALL (${COUNTERS}::text[])
    ORDER BY 1`;
  const digests = tables.map(
    ({ name }) => `SELECT '${name}' AS name, md5(coalesce(string_agg(text, '' ORDER BY text), '')) AS digest FROM (
      SELECT (to_jsonb(t) - 'last_used_at' - 'last_seen_at')::text AS text FROM ${name} AS t) AS rows`,
  );
  const all = Object.assign([digests.join(" UNION ALL ")], { raw: [] }) as unknown as TemplateStringsArray;
  const rows = await sql<{ name: string; digest: string }>(all);
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
