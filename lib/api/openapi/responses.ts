import type { Definition } from "@/lib/api/definition";
import { jsonSchema } from "@/lib/api/openapi/schema";
import { PROBLEMS, type ProblemCode } from "@/lib/api/problems";

/** What an endpoint answers: its success, and by status every problem that it may answer. */
export function responses(definition: Definition): Record<string, unknown> {
  const { success, example, summary } = definition;
  const byStatus = grouped(problemsOf(definition));
  return {
    [success.status]: {
      description: summary,
      headers: { "x-request-id": REQUEST_ID, ...(definition.access !== "public" && RATE_LIMIT) },
      content: { "application/json": { schema: jsonSchema(success.schema, "output"), example: example?.answer } },
    },
    ...Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemResponse(codes)])),
  };
}

/** The document of every refusal. */
export function problemSchema(origin: string): Record<string, unknown> {
  return {
    type: "object",
    required: ["type", "title", "status", "code", "detail", "requestId"],
    properties: {
      type: { type: "string", format: "uri", examples: [`${origin}/docs/api#not_found`] },
      title: { type: "string" },
      status: { type: "integer" },
      code: { type: "string", enum: Object.keys(PROBLEMS) },
      detail: { type: "string", description: "For a developer: what happened and what to do." },
      requestId: { type: "string" },
      errors: {
        type: "array",
        description: "With `validation_failed`: what is wrong, by field.",
        items: {
          type: "object",
          required: ["field", "message"],
          properties: { field: { type: "string" }, message: { type: "string" } },
        },
      },
    },
  };
}

const REQUEST_ID = { description: "Name it when you ask us about a call.", schema: { type: "string" } };

const count = (description: string) => ({ description, schema: { type: "integer" } });
const RATE_LIMIT = {
  "RateLimit-Limit": count("Calls a minute."),
  "RateLimit-Remaining": count("Calls left in this minute."),
  "RateLimit-Reset": count("Seconds until it begins anew."),
};

function problemsOf({ access, body, query, params, problems = [] }: Definition): ProblemCode[] {
  const codes: ProblemCode[] = [
    ...problems,
    ...(access === "public" ? [] : (["unauthorized", "untrusted_origin", "not_found", "rate_limited"] as const)),
    ...(params ? (["not_found"] as const) : []),
    ...(body ? (["malformed_request", "payload_too_large"] as const) : []),
    ...(body || query || access !== "public" ? (["validation_failed"] as const) : []),
    "internal_error",
    "database_unavailable",
  ];
  return [...new Set(codes)];
}

function grouped(codes: ProblemCode[]): Map<number, ProblemCode[]> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function problemResponse(codes: ProblemCode[]) {
  const examples = codes.map((code) => {
    const { status, title } = PROBLEMS[code];
    const value = { type: `/docs/api#${code}`, title, status, code, detail: `${title}.`, requestId: "5f0c…" };
    return [code, { summary: title, value }];
  });
  return {
    description: codes.map((code) => PROBLEMS[code].title).join("; "),
    headers: { "x-request-id": REQUEST_ID },
    content: {
      "application/problem+json": {
        schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }] },
        examples: Object.fromEntries(examples),
      },
    },
  };
}
