import type { ClientBase } from "pg";

/** The ledger's tables, each with the column that says whose account a row belongs to. */
const ACCOUNT_OF: Readonly<Record<string, string>> = {
  credit_account: "id",
  credit_lot: "account_id",
  credit_hold: "account_id",
  ledger_entry: "account_id",
  ledger_checkpoint: "account_id",
  ledger_closing: "account_id",
  credit_budget: "account_id",
  credit_budget_use: "account_id",
  metric_account: "account_id",
  webhook_mark: "account_id",
};

const TABLES = Object.keys(ACCOUNT_OF);
const USES_TABLE = new RegExp(String.raw`\b(?:FROM|JOIN|UPDATE|INTO)\s+(?:${TABLES.join("|")})\b`, "gi");
const UPDATES_TABLE = new RegExp(String.raw`^\s*UPDATE\s+(?:${TABLES.join("|")})\b`, "i");
const INSERTS = new RegExp(String.raw`\bINSERT\s+INTO\s+(?:${TABLES.join("|")})\b`, "gi");
/** A comparison of a row's account with what is known before the statement: one account, or `p_accounts` of one shard. */
const NAMES_ACCOUNT =
  /\b(?:account_id|id)\s*=\s*(?:ANY \(p_accounts\)|(?:p_\w+(?:\.\w+)?|\(p_\w+\)\.\w+|acc\.id)(?![\w[]))/g;

/**
 * What keeps the ledger from being divided by account, as `rule: object`: a distributed engine such as Citus routes a statement to
 * one shard only if it names its account in every table, and cannot keep a key that does not contain the account. Reads the
 * catalogue of a migrated database.
 */
export async function brokenShardRules(client: ClientBase): Promise<string[]> {
  const { rows: keys } = await client.query<{ finding: string }>(KEYS, [JSON.stringify(ACCOUNT_OF)]);
  const { rows: triggers } = await client.query<TriggerRow>(TRIGGERS, [TABLES]);
  const { rows: functions } = await client.query<FunctionRow>(FUNCTIONS);
  const { rows: unstable } = await client.query<{ name: string }>(UNSTABLE);
  const bodies = new Map(functions.map((one) => [one.name, withoutComments(one.body)]));
  const notifying = reaching(bodies, /\bpg_notify\b|\bNOTIFY\b/i);
  return [
    ...keys.map(({ finding }) => finding),
    ...triggers.filter((one) => notifying.has(one.function)).map((one) => `trigger that notifies: ${one.name}`),
    ...brokenFunctions(functions, bodies, new Set(unstable.map(({ name }) => name))),
  ].sort();
}

/**
 * The tables that a source file's statements use beside those of the ledger, as `statement on other tables: name`: they are on another
 * server than a divided ledger, which refuses most such statements and answers the others by sending all rows of one side.
 */
export function otherTablesIn(code: string): string[] {
  const statements = [...withoutNested(code).matchAll(/\bsql(?:<[^`]*?>)?`([^`]*)`/g)].map(([, text = ""]) =>
    withoutComments(text),
  );
  return statements.filter((text) => count(text, USES_TABLE) > 0).flatMap(otherTables);
}

function otherTables(text: string): string[] {
  const own = [...text.matchAll(/\b(\w+)\s+AS\s+(?:NOT\s+)?(?:MATERIALIZED\s+)?\(/gi)].map(([, name]) => name);
  const used = [...text.matchAll(/(?<!\bDISTINCT\s+)\b(?:FROM|JOIN|INTO|USING)\s+"?(\w+)\b"?(?!\s*\()/gi)];
  return used
    .map(([, name = ""]) => name)
    .filter((name) => name !== "LATERAL" && !own.includes(name) && !TABLES.includes(name))
    .map((name) => `statement on other tables: ${name}`);
}

/** Without templates within values of a template. */
const withoutNested = (code: string): string => code.replaceAll(/\$\{`[^`]*`\}/g, "$0");

function brokenFunctions(
  functions: readonly FunctionRow[],
  bodies: ReadonlyMap<string, string>,
  unstable: ReadonlySet<string>,
): string[] {
  const usingLedger = reaching(bodies, new RegExp(USES_TABLE.source, "i"));
  return functions.flatMap(({ name, language }) => {
    if (!usingLedger.has(name)) return [];
    const body = bodies.get(name) ?? "";
    const statements = statementsOf(body);
    const found = {
      "LANGUAGE sql over ledger tables": language === "sql",
      "CTE that changes data": /\bAS\s+(?:NOT\s+)?(?:MATERIALIZED\s+)?\(\s*(?:INSERT|UPDATE|DELETE)\b/i.test(body),
      "row found by its place": /\bctid\b/i.test(body),
      "statement that does not name its account": statements.some(
        (text) => count(text, NAMES_ACCOUNT) < count(text, USES_TABLE) - count(text, INSERTS),
      ),
      "function over ledger tables within a statement on them": statements.some(
        (text) => count(text, USES_TABLE) > 0 && callsIn(text).some((called) => usingLedger.has(called)),
      ),
      "update with a value that is not immutable": statements.some(
        (text) =>
          UPDATES_TABLE.test(text) && (/\binterval\b/i.test(text) || callsIn(text).some((one) => unstable.has(one))),
      ),
      "(function(…)).*": /\(\s*\w+\((?:[^()]|\([^()]*\))*\)\s*\)\s*\.\*/.test(body),
    };
    return Object.entries(found).flatMap(([rule, broken]) => (broken ? [`${rule}: ${name}`] : []));
  });
}

/** The names of the functions whose body, or that of a function they call, matches. */
function reaching(bodies: ReadonlyMap<string, string>, pattern: RegExp): Set<string> {
  const found = new Set([...bodies].flatMap(([name, body]) => (pattern.test(body) ? [name] : [])));
  let size: number;
  do {
    size = found.size;
    for (const [name, body] of bodies) if (callsIn(body).some((called) => found.has(called))) found.add(name);
  } while (found.size > size);
  return found;
}

/** Statements of a body in the style of prisma/functions: a word that begins a block ends its line. */
function statementsOf(body: string): string[] {
  return body.split(/;|\b(?:BEGIN|THEN|ELSE|LOOP)\s*\n/);
}

const callsIn = (text: string): string[] => [...text.matchAll(/\b(\w+)\(/g)].map(([, name]) => name ?? "");

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

const withoutComments = (text: string): string => text.replaceAll(/--.*$/gm, "");

type TriggerRow = { name: string; function: string };
type FunctionRow = { name: string; language: string; body: string };

const KEYS = `
  WITH sharded AS (
    SELECT pg_class.oid, relname, (
      SELECT attnum FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = accounts.column
    ) AS account
    FROM jsonb_each_text($1::jsonb) AS accounts ("table", "column")
    JOIN pg_class ON relname = accounts.table AND relnamespace = 'public'::regnamespace
  )
  SELECT format('unique key that does not begin with the account: %s', indexrelid::regclass) AS finding
  FROM sharded JOIN pg_index ON indrelid = oid
  WHERE indisunique AND indkey[0] <> account
  UNION ALL
  SELECT format('foreign key that does not begin with the account: %s', conname)
  FROM sharded JOIN pg_constraint ON conrelid = sharded.oid
  WHERE contype = 'f' AND conkey[1] <> account
  UNION ALL
  SELECT format('foreign key between an account and other data: %s', conname)
  FROM pg_constraint
  WHERE contype = 'f' AND (conrelid IN (SELECT oid FROM sharded)) <> (confrelid IN (SELECT oid FROM sharded))`;

const TRIGGERS = `
  SELECT tgname AS name, proname AS function
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
  WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace AND relname = ANY ($1)`;

const FUNCTIONS = `
  SELECT proname AS name, lanname AS language, prosrc AS body
  FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
  WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'`;

const UNSTABLE = `
  SELECT DISTINCT proname AS name FROM pg_proc
  WHERE provolatile <> 'i' AND prokind = 'f' AND pronamespace IN ('public'::regnamespace, 'pg_catalog'::regnamespace)`;
