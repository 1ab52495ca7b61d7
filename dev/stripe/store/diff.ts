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

export function same(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A typed row as plain JSON, the shape it has on the wire. */
export function toJson(row: object): JsonObject {
  const plain: JsonObject = JSON.parse(JSON.stringify(row));
  return plain;
}
