import type { ClientBase } from "pg";

/**
 * What would go too if the contents of the schemas of the app and its job queue were dropped, such as a view in another
 * schema; described in PostgreSQL's words.
 */
export async function dependentsOutside(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ what: string }>(`
    WITH RECURSIVE ${CONTENTS},
    parts AS (
      SELECT classid, objid FROM contents
      UNION
      SELECT d.classid, d.objid
      FROM pg_depend d JOIN parts p ON d.refclassid = p.classid AND d.refobjid = p.objid
      WHERE d.deptype IN ('a', 'i', 'P', 'S')
    )
    SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) AS what
    FROM pg_depend d JOIN parts p ON d.refclassid = p.classid AND d.refobjid = p.objid
    WHERE d.deptype = 'n' AND (d.classid, d.objid) NOT IN (SELECT classid, objid FROM parts)
    ORDER BY 1`);
  return rows.map(({ what }) => what);
}

/** Drops the contents of both schemas, but not the extensions that are installed in them. `public` keeps its privileges. */
export async function clearSchemas(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(`
    WITH ${CONTENTS}
    SELECT format('DROP %s IF EXISTS %s CASCADE', replace(type, ' object', ''), identity) AS statement
    FROM contents, pg_identify_object(classid, objid, 0)
    -- With a table go its sequences, which cannot go before it.
    ORDER BY type <> 'table'`);
  for (const { statement } of rows) await client.query(statement);
}

// Whatever is in a schema depends on it, extensions too; what an extension consists of depends on that as well.
const CONTENTS = `
  contents AS (
    SELECT classid, objid FROM pg_depend d
    WHERE refclassid = 'pg_namespace'::regclass AND deptype = 'n' AND classid <> 'pg_extension'::regclass
      AND refobjid IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'graphile_worker'))
      AND NOT EXISTS (
        SELECT FROM pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e'
      )
  )`;
