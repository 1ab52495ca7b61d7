import type { JsonSchema } from "@/lib/api/openapi/schema";

/**
 * Moves every schema that has a title out of `value` and leaves a reference to components/schemas in its place, so that
 * what is the same has one name. Two that share a title have to be the same.
 */
export function hoist<T>(value: T, schemas: Record<string, JsonSchema>): T {
  return walk(value, schemas) as T;
}

// Values, not schemas: a `title` in there is data.
const DATA = new Set(["example", "examples", "default", "enum", "const", "required"]);
// Below these, keys are names rather than keywords.
const NAMED = new Set(["properties", "patternProperties"]);

function walk(value: unknown, schemas: Record<string, JsonSchema>, below = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, schemas));
  if (typeof value !== "object" || value === null) return value;
  const walked: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    walked[key] = DATA.has(key) && !NAMED.has(below) ? inner : walk(inner, schemas, key);
  }
  if (typeof walked.title !== "string") return walked;
  const { title, ...schema } = walked;
  const known = schemas[title];
  if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`Two schemas are called ${title}.`);
  schemas[title] = schema;
  return { $ref: `#/components/schemas/${title}` };
}
