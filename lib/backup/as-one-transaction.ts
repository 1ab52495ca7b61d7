/**
 * Migrations as they can run one after the other in a single transaction on tables that nobody else sees yet. Indexes are
 * built without CONCURRENTLY. An enum is created with the values that later migrations add to it: before version 17,
 * PostgreSQL does not let a transaction use a value that it added (postgresql.org/docs/15/sql-altertype.html, Notes).
 */
export function asOneTransaction(scripts: readonly string[]): string[] {
  const added = scripts.flatMap(valuesAdded);
  return scripts.map((script) =>
    script
      .replace(CONCURRENTLY, "$1")
      .replace(ADD_VALUE, (statement) => statement.replace(/VALUE\s+(IF\s+NOT\s+EXISTS\s+)?/i, "VALUE IF NOT EXISTS "))
      .replace(CREATE_ENUM, (_statement, head: string, type: string, list: string) => {
        const values = list.match(LITERAL) ?? [];
        for (const one of added) if (one.type === plain(type)) insert(values, one);
        return `${head}${values.join(", ")})`;
      }),
  );
}

const CONCURRENTLY = /\b(CREATE\s+(?:UNIQUE\s+)?INDEX|DROP\s+INDEX|REINDEX\s+\w+)\s+CONCURRENTLY\b/gi;
const NAME = String.raw`(?:"?public"?\.)?("[^"]+"|\w+)`;
const VALUE = "'(?:[^']|'')*'";
const LITERAL = new RegExp(VALUE, "g");
const CREATE_ENUM = new RegExp(String.raw`(CREATE\s+TYPE\s+${NAME}\s+AS\s+ENUM\s*\()([^)]*)\)`, "gi");
const ADD_VALUE = new RegExp(
  String.raw`ALTER\s+TYPE\s+${NAME}\s+ADD\s+VALUE\s+(?:IF\s+NOT\s+EXISTS\s+)?(${VALUE})(?:\s+(BEFORE|AFTER)\s+(${VALUE}))?`,
  "gi",
);

type AddedValue = { type: string; value: string; place: string | undefined; neighbour: string | undefined };

function valuesAdded(script: string): AddedValue[] {
  const code = script.replace(/--.*$/gm, "");
  return [...code.matchAll(ADD_VALUE)].map(([, type = "", value = "", place, neighbour]) => {
    return { type: plain(type), value, place: place?.toUpperCase(), neighbour };
  });
}

function insert(values: string[], { value, place, neighbour }: AddedValue): void {
  if (values.includes(value)) return;
  const at = neighbour === undefined ? -1 : values.indexOf(neighbour);
  values.splice(at < 0 ? values.length : place === "AFTER" ? at + 1 : at, 0, value);
}

/** A name without quotes, as PostgreSQL folds it. */
function plain(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase();
}
