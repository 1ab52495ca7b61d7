import { z } from "zod";

/** A JSON Schema of draft 2020-12, which OpenAPI 3.1 speaks. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A schema as JSON Schema: what may be sent ("input") or what is answered ("output"). */
export function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _draft, ...json } = z.toJSONSchema(schema, { io });
  return json;
}
