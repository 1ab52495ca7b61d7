import type { Json, JsonObject } from "../wire";

/**
 * What `previous_attributes` of an `*.updated` event holds: for each changed field its former value, nested objects
 * reduced to the changed keys, arrays whole. A key that did not exist before is null.
 */
export function previousAttributes(before: JsonObject, after: JsonObject): JsonObject {
  const previous: JsonObject = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key];
    const is = after[key];
    if (same(was, is)) continue;
    previous[key] = isObject(was) && isObject(is) ? previousAttributes(was, is) : (was ?? null);
  }
  return previous;
}

/** Equal as JSON. Rows share what did not change, so that most of a row is compared by reference alone. */
export function same(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, at) => same(each, b[at]));
  if (!isObject(a) || !isObject(b)) return false;
  for (const key in a) if (!same(a[key], b[key])) return false;
  for (const key in b) if (a[key] === undefined && b[key] !== undefined) return false;
  return true;
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of a typed row as plain JSON, the shape it has on the wire, for those who change it. */
export function toJson(row: object): JsonObject {
  const plain: JsonObject = JSON.parse(JSON.stringify(row));
  return plain;
}

/** A row seen as plain JSON without a copy: rows are immutable, so that events and comparisons may share them. */
export function asJson(row: object): JsonObject {
  if (!isPlain(row)) throw new Error("a row is an object");
  return row;
}

function isPlain(row: object): row is JsonObject {
  return !Array.isArray(row);
}
