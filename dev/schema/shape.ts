import type { ClientBase } from "pg";
import type { Finding } from "./migration-files";

/** What the code of a release relies on. Each entry is a subject with its definition. */
export type Shape = {
  columns: Map<string, { type: string; isRequired: boolean; hasDefault: boolean }>;
  /** By name and arguments, with the result. */
  functions: Map<string, string>;
  enums: Map<string, string[]>;
  /** Rules for the rows of a table: checks, uniqueness, foreign keys. */
  rules: Map<string, { table: string; definition: string }>;
};

export async function shapeOf(client: ClientBase): Promise<Shape> {
  const columns = await client.query<{ name: string; type: string; isRequired: boolean; hasDefault: boolean }>(
    `SELECT format('%s.%s', relname, attname) AS name, format_type(atttypid, atttypmod) AS type,
       attnotnull AS "isRequired", atthasdef OR attidentity <> '' OR attgenerated <> '' AS "hasDefault"
     FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND attnum > 0 AND NOT attisdropped`,
  );
  const functions = await client.query<{ name: string; result: string }>(
    `SELECT format('%s(%s)', proname, pg_get_function_arguments(oid)) AS name, pg_get_function_result(oid) AS result
     FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'`,
  );
  const enums = await client.query<{ name: string; values: string[] }>(
    `SELECT typname AS name, array_agg(enumlabel::text ORDER BY enumsortorder) AS values
     FROM pg_type t JOIN pg_enum ON enumtypid = t.oid WHERE typnamespace = 'public'::regnamespace GROUP BY typname`,
  );
  const rules = await client.query<{ name: string; table: string; definition: string }>(
    `SELECT conname AS name, relname AS table, pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
     WHERE relnamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'x')
     UNION ALL
     SELECT i.relname, t.relname, pg_get_indexdef(indexrelid)
     FROM pg_index JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
     WHERE t.relnamespace = 'public'::regnamespace AND indisunique`,
  );
  return {
    columns: new Map(columns.rows.map(({ name, ...column }) => [name, column])),
    functions: new Map(functions.rows.map(({ name, result }) => [name, result])),
    enums: new Map(enums.rows.map(({ name, values }) => [name, values])),
    rules: new Map(rules.rows.map(({ name, ...rule }) => [name, rule])),
  };
}

/**
 * Why code that was written for one shape cannot run on another: what is gone or has another type, what a row must have
 * that this code does not give it, and values that it cannot read. Empty when the other shape only adds.
 */
export function whyCodeBreaks(released: Shape, next: Shape): Finding[] {
  return [
    ...ofColumns(released, next),
    ...ofFunctions(released, next),
    ...ofEnums(released, next),
    ...ofRules(released, next),
  ];
}

const tableOf = (column: string): string => column.split(".")[0] ?? column;

function ofColumns(released: Shape, next: Shape): Finding[] {
  const known = new Set([...released.columns.keys()].map(tableOf));
  const gone = [...released.columns].flatMap(([subject, { type, isRequired, hasDefault }]) => {
    const now = next.columns.get(subject);
    if (!now) return { subject, sentence: `${subject} is gone, and the released code uses it.` };
    if (now.type !== type) return { subject, sentence: `${subject} was ${type} and is ${now.type}.` };
    if (now.isRequired && !isRequired) return { subject, sentence: `${subject} must now have a value.` };
    if (hasDefault && !now.hasDefault && now.isRequired) return { subject, sentence: `${subject} lost its default.` };
    return [];
  });
  const demanded = [...next.columns].flatMap(([subject, { isRequired, hasDefault }]) =>
    !released.columns.has(subject) && known.has(tableOf(subject)) && isRequired && !hasDefault
      ? { subject, sentence: `${subject} is new and must have a value, which the released code does not give it.` }
      : [],
  );
  return [...gone, ...demanded];
}

function ofFunctions(released: Shape, next: Shape): Finding[] {
  return [...released.functions].flatMap(([signature, result]) => {
    const subject = signature.split("(")[0] ?? signature;
    const now = next.functions.get(signature);
    if (now === undefined) return { subject, sentence: `The function ${signature} is gone or has other arguments.` };
    return now === result ? [] : { subject, sentence: `The function ${signature} returned ${result}, and now ${now}.` };
  });
}

function ofEnums(released: Shape, next: Shape): Finding[] {
  return [...released.enums].flatMap(([subject, values]) => {
    const now = next.enums.get(subject) ?? [];
    const gone = values.filter((value) => !now.includes(value));
    const added = now.filter((value) => !values.includes(value));
    return [
      ...gone.map((value) => ({ subject, sentence: `${value} of ${subject} is gone.` })),
      ...added.map((value) => ({ subject, sentence: `The released code cannot read ${value} of ${subject}.` })),
    ];
  });
}

function ofRules(released: Shape, next: Shape): Finding[] {
  const known = new Set([...released.columns.keys()].map(tableOf));
  return [...next.rules].flatMap(([name, { table, definition }]) =>
    known.has(table) && released.rules.get(name)?.definition !== definition
      ? {
          subject: table,
          sentence: `${table} has a new rule, which the released code may break: ${name}, ${definition}.`,
        }
      : [],
  );
}
