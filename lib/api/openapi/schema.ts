import { z } from "zod";

/** A JSON Schema of draft 2020-12, which OpenAPI 3.1 speaks. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A schema as JSON Schema: what may be sent ("input") or what is answered ("output"). */
export function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _draft, ...json } = z.toJSONSchema(schema, { io });
  return JSON.parse(JSON.stringify(json), (_key, value) => (isObject(value) ? tidied(value, io) : value));
}

/** Without what is redundant for a reader. */
function tidied(json: JsonSchema, io: "input" | "output"): JsonSchema {
  const { pattern, propertyNames, minimum, maximum, additionalProperties, ...rest } = json;
  return {
    ...rest,
    // A format replaces its pattern, and a number in the query is documented as a number although it is sent as text.
    ...(pattern !== undefined && typeof json.format !== "string" && json.type === "string" && { pattern }),
    // Every JSON key is text.
    ...(isObject(propertyNames) && propertyNames.type !== "string" && { propertyNames }),
    ...(minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER && { minimum }),
    ...(maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && { maximum }),
    // Unknown fields of a request are refused; a response can gain new fields.
    ...(additionalProperties !== undefined &&
      !(io === "output" && additionalProperties === false) && { additionalProperties }),
  };
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
