import type { ClientBase } from "pg";

/**
 * The parts of a database that prisma/schema.prisma cannot express, as SQL in PostgreSQL's own format: return types of
 * functions, views, checks, lists that are never null, indexes with a condition, an expression or an option, storage and triggers.
 */
export async function rulesOf(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ subject: string; rules: string[] }>(RULES);
  return rows.map(({ subject, rules }) => `-- ${subject}\n${rules.join("\n")}\n`).join("\n");
}

const RULES = `
  WITH tables AS (
    SELECT oid, relname, oid::regclass::text AS name, reloptions FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
  ), rules (subject, kind, name, rule) AS (
    SELECT 'Types', 1, typname,
      format('CREATE TYPE %s AS (%s);', typname, (
        SELECT string_agg(format('%s %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = typrelid AND NOT attisdropped
      ))
    FROM pg_type JOIN pg_class ON pg_class.oid = typrelid
    WHERE typnamespace = 'public'::regnamespace AND relkind = 'c'
    UNION ALL
    SELECT 'Views', 1, relname, format(E'CREATE VIEW %s AS\\n%s', relname, pg_get_viewdef(oid))
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
    UNION ALL
    SELECT relname, 1, attname, format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL;', name, attname)
    FROM tables JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
    JOIN pg_type ON pg_type.oid = atttypid
    WHERE attnotnull AND typcategory = 'A'
    UNION ALL
    SELECT relname, 2, conname, format('ALTER TABLE %s ADD CONSTRAINT %I %s;', name, conname, pg_get_constraintdef(pg_constraint.oid))
    FROM tables JOIN pg_constraint ON conrelid = tables.oid
    WHERE contype IN ('c', 'x')
    UNION ALL
    SELECT tables.relname, 3, indexrelid::regclass::text, pg_get_indexdef(indexrelid) || ';'
    FROM tables JOIN pg_index ON indrelid = tables.oid
    JOIN pg_class AS self ON self.oid = indexrelid
    WHERE indpred IS NOT NULL OR indexprs IS NOT NULL OR self.reloptions IS NOT NULL
    UNION ALL
    SELECT relname, 4, '', format('ALTER TABLE %s SET (%s);', name, array_to_string(reloptions, ', '))
    FROM tables WHERE reloptions IS NOT NULL
    UNION ALL
    SELECT relname, 5, tgname, pg_get_triggerdef(pg_trigger.oid) || ';'
    FROM tables JOIN pg_trigger ON tgrelid = tables.oid
    WHERE NOT tgisinternal
  )
  SELECT subject, array_agg(replace(rule, ' public.', ' ') ORDER BY kind, name) AS rules
  FROM rules GROUP BY subject ORDER BY subject = 'Types' DESC, subject = 'Views' DESC, subject`;
