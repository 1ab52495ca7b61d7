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
 * queue's tables have row security without a policy, which blocks everyone but their owner. Objects of extensions, such as
 * the views of pg_stat_statements, belong to the superuser who installed them, so the owner cannot grant them.
 */
const STATEMENTS = `
  WITH of_extensions AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
  relations AS (
    SELECT c.oid, n.nspname, c.relname, c.relkind, c.relrowsecurity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'graphile_worker')
      AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM of_extensions)
  ), tables AS (
    SELECT *,
           EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = relations.oid AND t.tgname = relname || '_append_only')
             AS append_only,
           nspname = 'graphile_worker' AND relname = 'migrations' OR relname = '_prisma_migrations' AS read_only
    FROM relations WHERE relkind IN ('r', 'p', 'v')
  ), functions AS (
    SELECT p.oid
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('public', 'graphile_worker') AND p.prokind <> 'p'
      AND ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM of_extensions)
  )
  SELECT format(statement, $1::text) AS statement FROM unnest(ARRAY[
    'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
    'GRANT USAGE ON SCHEMA public, graphile_worker TO %I'
  ]) AS statement
  UNION ALL
  SELECT format('REVOKE ALL ON %s FROM %I', string_agg(format('%I.%I', nspname, relname), ', '), $1::text)
  FROM relations WHERE relkind IN ('r', 'p', 'v', 'm', 'f') HAVING count(*) > 0
  UNION ALL
  SELECT format('GRANT USAGE, SELECT ON SEQUENCE %s TO %I', string_agg(format('%I.%I', nspname, relname), ', '), $1::text)
  FROM relations WHERE relkind = 'S' HAVING count(*) > 0
  UNION ALL
  SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', string_agg(oid::regprocedure::text, ', '), $1::text)
  FROM functions HAVING count(*) > 0
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
