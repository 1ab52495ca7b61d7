import type { z } from "zod";
import { invalidFields, type Problem, type ProblemField } from "@/lib/api/problems";

/** Checks a body against its schema; every field that is wrong is named. */
export function parseBody<S extends z.ZodType>(schema: S, json: unknown): { value: z.output<S> } | Problem {
  const result = schema.safeParse(json);
  return result.success ? { value: result.data } : invalidFields(fieldsOf(result.error));
}

/** Checks query parameters. Of one given twice the last counts; an empty one counts as not given; others are ignored. */
export function parseQuery<S extends z.ZodType>(schema: S, url: string): { value: z.output<S> } | Problem {
  const given = [...new URL(url).searchParams].filter(([, value]) => value !== "");
  return parseBody(schema, Object.fromEntries(given));
}

/** One message per field: the first thing that is wrong with it. */
function fieldsOf(error: z.ZodError): ProblemField[] {
  const all = error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code !== "unrecognized_keys") return [{ field: path.join(".") || "body", message: issue.message }];
    return issue.keys.map((key) => ({ field: [...path, key].join("."), message: "There is no such field." }));
  });
  return all.filter(({ field }, index) => all.findIndex((other) => other.field === field) === index);
}
