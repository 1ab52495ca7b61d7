import { isDeepStrictEqual } from "node:util";
import type { SpendLimit } from "@/lib/catalog/types";

export type FieldValue = string | number | boolean | null | string[] | SpendLimit[];

/** A field that an edit changes: `prices.month`, `limits.workflows`. Null is empty; of a limit, null is unlimited. */
export type FieldChange = { field: string; before: FieldValue | undefined; after: FieldValue | undefined };

/** The fields that differ between two inputs of the catalogue, nested ones by their path, in the order of the first. */
export function editChanges(before: object, after: object): FieldChange[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields
    .map((field) => ({ field, before: was.get(field), after: is.get(field) }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after));
}

function fieldsOf(input: object, path = ""): Map<string, FieldValue> {
  return new Map(
    Object.entries(input).flatMap(([name, value]): [string, FieldValue][] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? [...fieldsOf(value, `${path}${name}.`)]
        : [[`${path}${name}`, value]],
    ),
  );
}
