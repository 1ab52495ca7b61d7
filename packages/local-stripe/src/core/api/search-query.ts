import { isObject } from "../store/diff";
import type { Json, JsonObject } from "../wire";
import { invalid } from "./errors";

/** What a field of a search holds, which decides the operators it takes. */
export type SearchField = "token" | "string" | "number" | "boolean" | "metadata";

interface Clause {
  negated: boolean;
  field: string;
  key: string | null;
  operator: ":" | "~" | ">" | "<" | ">=" | "<=";
  /** Null asks whether the field is absent. */
  value: string | null;
}

const clausePattern =
  /^\s*(-)?([a-z_][a-z0-9_.]*)(?:\[(?:"([^"]*)"|'([^']*)')\])?\s*(:|~|>=|<=|>|<)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+))/i;

/**
 * Compiles Stripe's search language: clauses `field:value`, `field~"part"`, `field>100`, `metadata["key"]:"value"`, `-` in front
 * negates, `null` asks for absence, all joined by AND or all by OR. Source: https://docs.stripe.com/search#query-structure-and-syntax
 */
export function compileSearch(query: string, fields: Record<string, SearchField>): (row: JsonObject) => boolean {
  const { clauses, joins } = parse(query);
  if (joins.has("AND") && joins.has("OR")) {
    throw invalid("You can't combine AND and OR in the same query.", "query");
  }
  for (const clause of clauses) check(clause, fields);
  const matches = (row: JsonObject) => (clause: Clause) => holds(row, clause, fields[clause.field] ?? "string");
  return joins.has("OR") ? (row) => clauses.some(matches(row)) : (row) => clauses.every(matches(row));
}

function parse(query: string): { clauses: Clause[]; joins: Set<string> } {
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  let rest = query;
  while (rest.trim() !== "") {
    if (clauses.length > 0) {
      const join = /^\s*(AND|OR)\b/i.exec(rest);
      if (join !== null) rest = rest.slice(join[0].length);
      // Clauses with nothing between them are joined by AND.
      joins.add((join?.[1] ?? "AND").toUpperCase());
    }
    const match = clausePattern.exec(rest);
    if (match === null) throw invalid(`We were unable to parse your search query near '${rest.trim()}'.`, "query");
    const quoted = match[6] ?? match[7];
    clauses.push({
      negated: match[1] === "-",
      field: (match[2] ?? "").toLowerCase(),
      key: match[3] ?? match[4] ?? null,
      operator: operatorOf(match[5]),
      value: quoted === undefined ? bare(match[8] ?? "") : quoted.replace(/\\(.)/g, "$1"),
    });
    rest = rest.slice(match[0].length);
  }
  if (clauses.length === 0) throw invalid("You must provide a search query.", "query", "parameter_invalid_empty");
  if (clauses.length > 10) throw invalid("A query can hold up to 10 clauses.", "query");
  return { clauses, joins };
}

function bare(value: string): string | null {
  return value.toLowerCase() === "null" ? null : value;
}

function operatorOf(text: string | undefined): Clause["operator"] {
  const operators = [":", "~", ">=", "<=", ">", "<"] as const;
  return operators.find((known) => known === text) ?? ":";
}

function check(clause: Clause, fields: Record<string, SearchField>): void {
  const kind = fields[clause.field];
  if (kind === undefined) throw invalid(`Field \`${clause.field}\` is an unsupported search field.`, "query");
  if ((kind === "metadata") !== (clause.key !== null)) {
    throw invalid(
      `Field \`${clause.field}\` is not written this way; metadata takes a key: metadata["key"]:"value".`,
      "query",
    );
  }
  const isOrder = clause.operator !== ":" && clause.operator !== "~";
  if ((isOrder && kind !== "number") || (clause.operator === "~" && kind !== "string")) {
    throw invalid(`Operator \`${clause.operator}\` is not supported for field \`${clause.field}\`.`, "query");
  }
  if (clause.operator === "~" && (clause.value ?? "").length < 3) {
    throw invalid("A substring search needs at least 3 characters.", "query");
  }
  if (kind === "number" && clause.value !== null && !/^-?\d+$/.test(clause.value)) {
    throw invalid(`Field \`${clause.field}\` takes a number.`, "query");
  }
}

function holds(row: JsonObject, clause: Clause, kind: SearchField): boolean {
  const value = clause.key === null ? at(row, clause.field) : at(row, clause.field, clause.key);
  return compare(value, clause, kind) !== clause.negated;
}

function compare(value: Json, clause: Clause, kind: SearchField): boolean {
  const wanted = clause.value;
  if (wanted === null) return value === null || value === undefined || value === "";
  if (value === null || value === undefined) return false;
  switch (clause.operator) {
    case "~":
      return String(value).toLowerCase().includes(wanted.toLowerCase());
    case ":":
      return kind === "string" ? String(value).toLowerCase() === wanted.toLowerCase() : String(value) === wanted;
    case ">":
      return Number(value) > Number(wanted);
    case "<":
      return Number(value) < Number(wanted);
    case ">=":
      return Number(value) >= Number(wanted);
    case "<=":
      return Number(value) <= Number(wanted);
  }
}

function at(row: JsonObject, path: string, key?: string): Json {
  let value: Json = row;
  for (const step of [...path.split("."), ...(key === undefined ? [] : [key])]) {
    if (!isObject(value)) return undefined;
    value = value[step];
  }
  return value;
}
