import type { ClientBase } from "pg";

/**
 * Tables and sequences of which the role of this connection sees only a part, though it may read them: row security leaves
 * rows out without an error, as in the job queue, and the place of a sequence is unknown without a privilege on it.
 */
export async function hiddenFrom(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(HIDDEN);
  return rows.map(({ name }) => name);
}

const HIDDEN = `
  WITH ours AS (
    SELECT c.oid, c.relkind, format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind IN ('r', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
  ),
  policies AS (
    SELECT polrelid, polpermissive, pg_get_expr(polqual, polrelid) = 'true' AS shows_all
    FROM pg_policy
    WHERE polcmd IN ('*', 'r')
      AND EXISTS (
        SELECT FROM unnest(polroles) AS role WHERE CASE role WHEN 0 THEN true ELSE pg_has_role(role, 'USAGE') END
      )
  )
  SELECT name FROM ours
  WHERE CASE relkind
    WHEN 'S' THEN NOT has_sequence_privilege(oid, 'SELECT, USAGE')
    ELSE row_security_active(oid) AND (
      NOT EXISTS (SELECT FROM policies WHERE polrelid = oid AND polpermissive AND shows_all)
      OR EXISTS (SELECT FROM policies WHERE polrelid = oid AND NOT polpermissive AND shows_all IS NOT TRUE)
    )
  END
  ORDER BY 1`;
