import type { ClientBase } from "pg";

/**
 * What the schema consists of, as one line per column, type, key, check, index, trigger, function and extension, without what
 * belongs to an extension. Two databases with the same lines behave the same; a line that only one of them has is something
 * that no migration made.
 */
export async function schemaLines(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(LINES);
  return rows.map(({ line }) => line);
}

// NOT NULL is part of the column's line: only from version 18 on it is a constraint, too.
const LINES = `
  WITH schemas AS (SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('public', 'graphile_worker')),
  of_extensions AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
  tables AS (
    SELECT c.oid, format('%I.%I', nspname, relname) AS name
    FROM pg_class c JOIN schemas s ON s.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM of_extensions)
  )
  SELECT format('column %s.%I %s', name, attname, format_type(atttypid, atttypmod))
    || CASE WHEN attnotnull THEN ' not null' ELSE '' END
    || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') AS line
  FROM tables JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  UNION ALL
  SELECT format('type %s (%s)', t.oid::regtype, string_agg(enumlabel, ', ' ORDER BY enumsortorder))
  FROM pg_type t JOIN schemas s ON s.oid = typnamespace JOIN pg_enum ON enumtypid = t.oid
  WHERE ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM of_extensions)
  GROUP BY t.oid
  UNION ALL
  SELECT format('constraint %s %I %s', name, conname, pg_get_constraintdef(k.oid))
  FROM tables JOIN pg_constraint k ON conrelid = tables.oid AND contype <> 'n'
  UNION ALL
  SELECT pg_get_indexdef(indexrelid)
  FROM tables JOIN pg_index i ON indrelid = tables.oid AND indisvalid
  WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = indexrelid AND contype IN ('p', 'u', 'x'))
  UNION ALL
  SELECT pg_get_triggerdef(t.oid) FROM tables JOIN pg_trigger t ON tgrelid = tables.oid AND NOT tgisinternal
  UNION ALL
  SELECT format('function %s, %s', p.oid::regprocedure, md5(prosrc))
  FROM pg_proc p JOIN schemas s ON s.oid = pronamespace
  WHERE ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM of_extensions)
  UNION ALL
  SELECT format('extension %I', extname) FROM pg_extension WHERE extname <> 'plpgsql'
  ORDER BY 1`;
