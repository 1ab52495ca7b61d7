import { invalid, missingParameter, unknownParameter } from "./errors";
import type { RawObject, RawValue } from "./form";

/** Reads one parameter (undefined when it was not sent); `name` is its name in errors, for instance `items[0][price]`. */
export type Param<T> = (raw: RawValue | undefined, name: string) => T;
export type Shape = { [name: string]: Param<unknown> };
export type Params<S extends Shape> = { [K in keyof S]: S[K] extends Param<infer T> ? T : never };

/** Reads all parameters of a shape and refuses every other one. */
export function readParams<S extends Shape>(shape: S, raw: RawObject, prefix = ""): Params<S> {
  for (const key of Object.keys(raw)) {
    if (!Object.hasOwn(shape, key)) throw unknownParameter(nameOf(prefix, key));
  }
  const read: Partial<Params<S>> = {};
  for (const key in shape) {
    const parse: Param<unknown> | undefined = shape[key];
    if (parse !== undefined) Object.assign(read, { [key]: parse(raw[key], nameOf(prefix, key)) });
  }
  return complete(shape, read);
}

export const text: Param<string | undefined> = (raw, name) => {
  if (raw === undefined) return undefined;
  if (typeof raw !== "string") throw invalid("Invalid string", name);
  if (raw === "") throw emptied(name);
  return raw;
};

export const int: Param<number | undefined> = (raw, name) => {
  if (raw === undefined) return undefined;
  if (raw === "") throw emptied(name);
  if (typeof raw !== "string" || !/^-?\d+$/.test(raw)) {
    throw invalid(`Invalid integer: ${String(raw)}`, name, "parameter_invalid_integer");
  }
  return Number(raw);
};

/** An integer of at least 0, for instance a quantity. */
export const count: Param<number | undefined> = (raw, name) => {
  const value = int(raw, name);
  if (value !== undefined && value < 0) {
    throw invalid("Invalid non-negative integer", name, "parameter_invalid_integer");
  }
  return value;
};

export const decimal: Param<string | undefined> = (raw, name) => {
  if (raw === undefined) return undefined;
  if (typeof raw !== "string" || !/^-?\d+(\.\d{1,12})?$/.test(raw)) {
    throw invalid(`Invalid decimal: ${String(raw)}; must have at most 12 decimal places`, name);
  }
  return raw;
};

export const bool: Param<boolean | undefined> = (raw, name) => {
  if (raw === undefined) return undefined;
  if (raw === "true") return true;
  if (raw === "false") return false;
  throw invalid(`Invalid boolean: ${String(raw)}`, name);
};

export function oneOf<const T extends string>(...values: T[]): Param<T | undefined> {
  return (raw, name) => {
    if (raw === undefined) return undefined;
    if (raw === "") throw emptied(name);
    const found = values.find((value) => value === raw);
    if (found === undefined) throw invalid(`Invalid ${name}: must be one of ${spoken(values)}`, name);
    return found;
  };
}

export function list<T>(item: Param<T | undefined>): Param<T[] | undefined> {
  return (raw, name) => {
    if (raw === undefined) return undefined;
    if (!Array.isArray(raw)) throw invalid("Invalid array", name);
    return raw.map((value, index) => required(item)(value, `${name}[${index}]`));
  };
}

export function object<S extends Shape>(shape: S): Param<Params<S> | undefined> {
  return (raw, name) => {
    if (raw === undefined) return undefined;
    if (typeof raw === "string" || Array.isArray(raw)) throw invalid("Invalid object", name);
    return readParams(shape, raw, name);
  };
}

/** An object whose keys are the caller's own, for instance currencies. */
export function map<T>(item: Param<T | undefined>): Param<Record<string, T> | undefined> {
  return (raw, name) => {
    if (raw === undefined) return undefined;
    if (typeof raw === "string" || Array.isArray(raw)) throw invalid("Invalid object", name);
    const entries = Object.entries(raw).map(([key, value]): [string, T] => [
      key,
      required(item)(value, `${name}[${key}]`),
    ]);
    return Object.fromEntries(entries);
  };
}

/** A parameter that must be sent. */
export function required<T>(parse: Param<T | undefined>): Param<T> {
  return (raw, name) => {
    const value = parse(raw, name);
    if (value === undefined) throw missingParameter(name);
    return value;
  };
}

/** A parameter that an empty string clears: null then. */
export function clearable<T>(parse: Param<T | undefined>): Param<T | null | undefined> {
  return (raw, name) => (raw === "" ? null : parse(raw, name));
}

/** Metadata as sent: an empty value deletes its key, an empty string for the whole deletes all. */
export const metadata: Param<Record<string, string> | null | undefined> = (raw, name) => {
  if (raw === undefined) return undefined;
  if (raw === "") return null;
  if (typeof raw === "string") throw invalid("Invalid object", name);
  const entries: [string, string][] = [];
  for (const [key, value] of Object.entries(raw)) {
    if (typeof value !== "string") {
      throw invalid(`Metadata values must be strings, but for key '${key}' you passed in a nested value.`, name);
    }
    if (key.length > 40) throw invalid(`Metadata keys can have up to 40 characters: '${key}'`, name);
    if (value.length > 500) throw invalid(`Metadata values can have up to 500 characters: key '${key}'`, name);
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
};

export function mergeMetadata(
  existing: Record<string, string> | null,
  sent: Record<string, string> | null | undefined,
): Record<string, string> {
  if (sent === null) return {};
  const merged = Object.entries({ ...existing, ...sent }).filter(([, value]) => value !== "");
  if (merged.length > 50) throw invalid("You can only have up to 50 metadata keys.", "metadata");
  return Object.fromEntries(merged);
}

export interface Range {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
}

/** `created=123` or `created[gte]=123`. */
export const range: Param<Range | undefined> = (raw, name) => {
  if (typeof raw === "string") {
    const exact = required(int)(raw, name);
    return { gte: exact, lte: exact };
  }
  return object({ gt: int, gte: int, lt: int, lte: int })(raw, name);
};

export const pagination = { limit: int, starting_after: text, ending_before: text };

function complete<S extends Shape>(shape: S, read: Partial<Params<S>>): Params<S> {
  if (hasAll(shape, read)) return read;
  throw new Error("a parameter of the shape was not read");
}

function hasAll<S extends Shape>(shape: S, read: Partial<Params<S>>): read is Params<S> {
  return Object.keys(shape).every((key) => key in read);
}

function emptied(name: string): Error {
  return invalid(
    `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however ` +
      `'${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
    name,
    "parameter_invalid_empty",
  );
}

function nameOf(prefix: string, key: string): string {
  return prefix === "" ? key : `${prefix}[${key}]`;
}

function spoken(values: readonly string[]): string {
  if (values.length < 2) return values.join("");
  return `${values.slice(0, -1).join(", ")}, or ${values.at(-1)}`;
}
