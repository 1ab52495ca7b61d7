import pg from "pg";

export type AppRole =
  | { ok: true; role: string }
  | { ok: false; role: string; reason: "owner" | "may_become_owner" | "above_rules" };

/**
 * Grants the app's role what it needs and no more: rows of every table, but only inserts into append-only tables, and no
 * changes to tables, functions or triggers. `owner` is connected as the role that owns them. Refused for a role that
 * could change them anyway. Idempotent; a migration grants its own new tables.
 */
export async function grantAppRole(owner: pg.Pool, appUrl: string): Promise<AppRole> {
  const role = await roleOf(appUrl);
  const reason = await whyUnfit(owner, role);
  if (reason) return { ok: false, role, reason };
  const client = await owner.connect();
  try {
    await client.query("BEGIN");
    const grants = await client.query<{ statement: string }>(STATEMENTS, [role]);
    for (const { statement } of grants.rows) await client.query(statement);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
  return { ok: true, role };
}

// Read from the database: behind a pooler, the name in the URL may be a different one.
async function roleOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string }>("SELECT current_user AS role");
    return rows[0]?.role ?? "";
  } finally {
    await client.end();
  }
}

async function whyUnfit(owner: pg.Pool, role: string) {
  const { rows } = await owner.query<{ owner: boolean; mayBecomeOwner: boolean; aboveRules: boolean }>(
    `SELECT rolname = current_user AS owner,
            pg_has_role(oid, current_user, 'MEMBER') AS "mayBecomeOwner",
            rolsuper OR rolcreaterole AS "aboveRules"
     FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  const [found] = rows;
  if (found?.owner) return "owner";
  if (found?.aboveRules) return "above_rules";
  return found?.mayBecomeOwner ? "may_become_owner" : null;
}

/**
 * The statements that grant a role what it needs. Append-only tables are recognized by their trigger's name. The job
 * queue's tables have row security without a policy, which blocks everyone but their owner.
 */
const STATEMENTS = `
  WITH tables AS (
    SELECT c.oid, n.nspname, c.relname, c.relrowsecurity,
           EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = c.relname || '_append_only')
             AS append_only,
           n.nspname = 'graphile_worker' AND c.relname = 'migrations' OR c.relname = '_prisma_migrations' AS read_only
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind IN ('r', 'p', 'v')
  )
  SELECT format(statement, $1::text) AS statement FROM unnest(ARRAY[
    'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
    'REVOKE ALL ON ALL TABLES IN SCHEMA public, graphile_worker FROM %I',
    'GRANT USAGE ON SCHEMA public, graphile_worker TO %I',
    'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, graphile_worker TO %I',
    'GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public, graphile_worker TO %I'
  ]) AS statement
  UNION ALL
  SELECT format('GRANT %s ON %I.%I TO %I',
    CASE WHEN read_only THEN 'SELECT' WHEN append_only THEN 'SELECT, INSERT' ELSE 'SELECT, INSERT, UPDATE, DELETE' END,
    nspname, relname, $1::text)
  FROM tables
  UNION ALL
  SELECT format('CREATE POLICY %I ON %I.%I TO %I USING (true) WITH CHECK (true)', 'app_' || $1::text, nspname, relname, $1::text)
  FROM tables
  WHERE relrowsecurity
    AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = tables.oid AND p.polname = 'app_' || $1::text)`;
