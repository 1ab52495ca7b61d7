import type { z } from "zod";
import { invalidFields, type Problem, type ProblemField } from "@/lib/api/http/problems";

/** Checks a body against its schema. The problem names every field that is not valid. */
export function parseBody<S extends z.ZodType>(schema: S, json: unknown): { value: z.output<S> } | Problem {
  const result = schema.safeParse(json);
  return result.success ? { value: result.data } : invalidFields(fieldsOf(result.error));
}

/** Refuses a query that repeats a parameter: it would be unclear which one counts. */
export function repeatedParameters(url: string): Problem | null {
  const names = [...new URL(url).searchParams.keys()];
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  if (repeated.size === 0) return null;
  return invalidFields([...repeated].slice(0, MAX_FIELDS).map((field) => ({ field, message: "Must be given once." })));
}

/** Checks query parameters. Empty ones count as absent, unknown ones are ignored. */
export function parseQuery<S extends z.ZodType>(schema: S, url: string): { value: z.output<S> } | Problem {
  const given = [...new URL(url).searchParams].filter(([, value]) => value !== "");
  return parseBody(schema, Object.fromEntries(given));
}

// A hostile body can be wrong in a hundred thousand places.
const MAX_FIELDS = 20;

/** The first error of each field, for at most MAX_FIELDS fields. */
function fieldsOf(error: z.ZodError): ProblemField[] {
  const messages = new Map<string, string>();
  for (const { field, message } of everyFault(error)) {
    if (messages.size === MAX_FIELDS) break;
    if (!messages.has(field)) messages.set(field, message);
  }
  return [...messages].map(([field, message]) => ({ field, message }));
}

function* everyFault(error: z.ZodError): Generator<ProblemField> {
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    if (issue.code !== "unrecognized_keys") yield { field: path.join(".") || "body", message: issue.message };
    else for (const key of issue.keys) yield { field: [...path, key].join("."), message: "Unknown field." };
  }
}
