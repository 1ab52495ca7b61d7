import type { JsonSchema } from "@/lib/api/openapi/schema";
import type { MediaType, OpenApiDocument, Operation } from "@/lib/api/openapi/types";

export type ReferenceOperation = Operation & { method: string; path: string };

export type Chapter = { name: string; id: string; description?: string; operations: ReferenceOperation[] };

/** The document in chapters, in reading order. */
export function chaptersOf({ tags, paths }: OpenApiDocument): Chapter[] {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation ? [{ ...operation, method: method.toUpperCase(), path }] : [],
    ),
  );
  return tags.map(({ name, description }) => ({
    name,
    id: `chapter-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`,
    description,
    operations: operations.filter(({ tags: [tag] }) => tag === name),
  }));
}

/** An operation's success response: its status, and its body by media type. */
export function successOf({ responses }: Operation): { status: string; type: string; media: MediaType } | null {
  for (const [status, { content = {} }] of Object.entries(responses)) {
    const [answer] = Object.entries(content);
    if (status.startsWith("2") && answer) return { status, type: answer[0], media: answer[1] };
  }
  return null;
}

/** An operation's error codes, with their statuses. */
export function refusalsOf({ responses }: Operation): { status: string; code: string; title: string }[] {
  return Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.entries(content["application/problem+json"]?.examples ?? {}).map(([code, { summary }]) => ({
      status,
      code,
      title: summary,
    })),
  );
}

const COMMON_SHARE = 0.9;

/** The codes that almost every operation can answer with. They are listed once, under Errors. */
export function commonCodes(document: OpenApiDocument): Set<string> {
  const operations = chaptersOf(document).flatMap((chapter) => chapter.operations);
  const counts = new Map<string, number>();
  for (const operation of operations) {
    for (const { code } of refusalsOf(operation)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= operations.length * COMMON_SHARE).map(([code]) => code));
}

/** An example of a named object, from the first response that has one. */
export function exampleOf(object: string, document: OpenApiDocument): unknown {
  for (const { operations } of chaptersOf(document)) {
    for (const operation of operations) {
      const success = successOf(operation);
      const found = success && pick(success.media.schema, success.media.example, object, document);
      if (found) return found;
    }
  }
  return undefined;
}

function pick(schema: JsonSchema, example: unknown, object: string, document: OpenApiDocument): unknown {
  if (typeof example !== "object" || example === null) return undefined;
  const name = schema.$ref?.split("/").at(-1);
  if (name === object) return example;
  const resolved = name ? (document.components.schemas[name] ?? {}) : schema;
  if (Array.isArray(example)) return pick((resolved.items ?? {}) as JsonSchema, example[0], object, document);
  for (const [key, property] of Object.entries(resolved.properties ?? {})) {
    const found = pick(property as JsonSchema, Reflect.get(example, key), object, document);
    if (found) return found;
  }
  return undefined;
}
