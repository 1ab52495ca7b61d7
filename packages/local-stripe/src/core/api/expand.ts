import { isObject } from "../store/diff";
import type { Json, JsonObject } from "../wire";
import { invalid } from "./errors";

/** What expansion looks up: objects by id, and fields that exist only when requested. */
export interface ExpandSource {
  byId(id: string): JsonObject | undefined;
  included(owner: JsonObject, field: string): Json;
}

/** Replaces ids along each path (`data.customer`, `latest_invoice.payments`) by the objects they name, in place. */
export function expand(root: JsonObject, paths: readonly string[], source: ExpandSource): JsonObject {
  for (const path of paths) {
    const keys = path.split(".");
    if (keys.filter((key) => key !== "data").length > 4) {
      throw invalid("You cannot expand more than 4 levels of a property", "expand");
    }
    follow(root, keys, path, source);
  }
  return root;
}

function follow(owner: JsonObject, keys: readonly string[], path: string, source: ExpandSource): void {
  const [key, ...rest] = keys;
  if (key === undefined) return;
  const value = key in owner ? owner[key] : source.included(owner, key);
  if (value === undefined) throw cannot(path, owner);
  owner[key] = resolve(value, path, owner, source);
  const next = owner[key];
  if (rest.length === 0) return;
  for (const item of Array.isArray(next) ? next : [next]) {
    if (isObject(item)) follow(item, rest, path, source);
  }
}

function resolve(value: Json, path: string, owner: JsonObject, source: ExpandSource): Json {
  if (Array.isArray(value)) return value.map((item) => resolve(item, path, owner, source));
  if (typeof value !== "string") return value;
  const found = source.byId(value);
  if (found === undefined) throw cannot(path, owner);
  return found;
}

function cannot(path: string, owner: JsonObject): Error {
  const hint = owner.object === "list" ? " You may want to try expanding 'data." : "";
  return invalid(
    `This property cannot be expanded (${path}).${hint === "" ? "" : `${hint}${path}' instead.`}`,
    "expand",
  );
}
