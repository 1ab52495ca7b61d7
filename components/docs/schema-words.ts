import type { JsonSchema } from "@/lib/api/openapi/schema";
import { numberFormat } from "@/lib/format/formats";

export type Field = { name: string; required: boolean; schema: JsonSchema };

/** A schema in words: its type, limits and choices, and the fields inside it. */
export type SchemaWords = {
  type: string;
  /** The name of the object, or of the objects in the list. */
  object: string | null;
  limits: string[];
  choices: string[];
  fields: Field[];
};

export function describeSchema(schema: JsonSchema): SchemaWords {
  const parts = alternatives(schema);
  const [first, ...others] = parts;
  if (!first) return { type: "null", object: null, limits: [], choices: [], fields: [] };
  const described = parts.map(describeOne);
  const nullable = parts.length < (schema.anyOf?.length ?? parts.length) || typesOf(schema).includes("null");
  const types = [...new Set(described.map(({ type }) => type))].join(" or ");
  return {
    type: nullable ? `${types} or null` : types,
    object: others.length === 0 ? (described[0]?.object ?? null) : null,
    limits: [...new Set([...described.flatMap(({ limits }) => limits), ...defaultOf(schema)])],
    choices: described.flatMap(({ choices }) => choices),
    fields: mergedFields(described.map(({ fields }) => fields)),
  };
}

/** The fields of an object's schema, with whether each is required. */
export function fieldsOf(schema: JsonSchema): Field[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    required: required.has(name),
    schema: property as JsonSchema,
  }));
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const parts = (schema.anyOf ?? schema.oneOf ?? [schema]) as JsonSchema[];
  return parts.filter((part) => part.type !== "null");
}

function describeOne(schema: JsonSchema): SchemaWords {
  const object = schema.$ref?.split("/").at(-1) ?? null;
  if (object) return { type: "object", object, limits: [], choices: [], fields: [] };
  if (schema.type === "array" && typeof schema.items === "object" && !Array.isArray(schema.items)) {
    const items = describeSchema(schema.items);
    return { ...items, type: `list of ${plural(items.type)}`, limits: [...limitsOf(schema), ...items.limits] };
  }
  const [type = "any"] = typesOf(schema).filter((name) => name !== "null");
  return {
    type: (schema.format && FORMATS[schema.format]) || type,
    object: null,
    limits: limitsOf(schema),
    choices: (schema.enum ?? (schema.const === undefined ? [] : [schema.const])).map(String),
    fields: fieldsOf(schema),
  };
}

const FORMATS: Record<string, string> = {
  "date-time": "date and time",
  date: "date",
  uuid: "UUID",
  uri: "URL",
  email: "email address",
};

function typesOf({ type }: JsonSchema): string[] {
  return type === undefined ? [] : [type].flat();
}

function plural(type: string): string {
  return type.includes(" or ") || type === "any" ? type : `${type}s`;
}

function limitsOf(schema: JsonSchema): string[] {
  const { minimum, maximum, exclusiveMinimum, minLength, maxLength, minItems, maxItems } = schema;
  return [
    range(minimum, maximum, ""),
    typeof exclusiveMinimum === "number" ? `above ${exclusiveMinimum}` : null,
    range(minLength === 1 && maxLength ? undefined : minLength, maxLength, " characters"),
    range(minItems, maxItems, " items"),
  ].filter((limit) => limit !== null);
}

function range(least: number | undefined, most: number | undefined, unit: string): string | null {
  if (least !== undefined && most !== undefined) return `${grouped(least)} to ${grouped(most)}${unit}`;
  if (most !== undefined) return `at most ${grouped(most)}${unit}`;
  return least === undefined ? null : `at least ${grouped(least)}${least === 1 ? unit.replace(/s$/, "") : unit}`;
}

function grouped(value: number): string {
  return numberFormat({}).format(value);
}

function defaultOf(schema: JsonSchema): string[] {
  return schema.default === undefined ? [] : [`${JSON.stringify(schema.default)} by default`];
}

/** Every field of any alternative; required when all of them require it. */
function mergedFields(lists: Field[][]): Field[] {
  const merged = new Map<string, Field>();
  for (const field of lists.flat()) {
    const everywhere = lists.every((list) => list.some(({ name, required }) => name === field.name && required));
    if (!merged.has(field.name)) merged.set(field.name, { ...field, required: everywhere });
  }
  return [...merged.values()];
}
