import { isObject } from "../store/diff";
import type { Json, JsonObject } from "../wire";

const shown = 10;
const invoiceLines = /^\/v1\/invoices\/in_[^/]+\/lines$/;

/**
 * Invoices show their first ten lines; the others are on the list the `url` names. Leaves what is asked for itself
 * alone and copies what it changes.
 */
export function shortenLists(root: JsonObject): JsonObject {
  const entries = Object.entries(root).map(([key, value]): [string, Json] => [key, shorten(value)]);
  return entries.every(([key, value]) => value === root[key]) ? root : Object.fromEntries(entries);
}

function shorten(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(shorten);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  const { data, url } = value;
  if (value.object === "list" && Array.isArray(data) && data.length > shown && invoiceLines.test(String(url))) {
    return { ...value, data: data.slice(0, shown), has_more: true };
  }
  return shortenLists(value);
}
