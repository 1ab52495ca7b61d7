import type { Definition } from "@/lib/api/http/definition";
import { PROBLEMS, type ProblemCode } from "@/lib/api/http/problems";
import type { JsonSchema } from "@/lib/api/openapi/schema";
import type { Answer, MediaType } from "@/lib/api/openapi/types";

export const REQUEST_ID = { description: "Name it when you ask us about a call.", schema: { type: "string" as const } };

/** By status every problem that an endpoint of the server at `origin` may answer. */
export function problemResponses(definition: Definition, origin: string): Record<string, Answer> {
  const byStatus = grouped(problemsOf(definition));
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemResponse(status, codes, origin)]));
}

/** The document of every refusal. */
export function problemSchema(origin: string): JsonSchema {
  return {
    type: "object",
    description: "Why a call was refused (RFC 9457).",
    required: ["type", "title", "status", "code", "detail", "requestId"],
    properties: {
      type: { type: "string", format: "uri", examples: [typeOf("not_found", origin)] },
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
      required: { type: "integer", description: "With `insufficient_credits`: what it takes." },
      available: { type: "integer", description: "With `insufficient_credits`: what there is." },
      refundable: { type: "integer", description: "With `exceeds_spend`: what the spend has left to give back." },
      holdStatus: { type: "string", description: "With `hold_not_open`: how the hold ended." },
    },
  };
}

function problemsOf({ access, identity, path, body, query, params, problems = [] }: Definition): ProblemCode[] {
  const codes: ProblemCode[] = [
    ...problems,
    ...(access === "public" ? [] : (["unauthorized", "untrusted_origin", "not_found"] as const)),
    // Health checks have no limit.
    ...(path.startsWith("/api/health/") ? [] : (["rate_limited"] as const)),
    ...(identity === "recent" ? (["reauthentication_required"] as const) : []),
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

function problemResponse(status: number, codes: ProblemCode[], origin: string): Answer {
  return {
    description: codes.map((code) => PROBLEMS[code].title).join("; "),
    headers: {
      "x-request-id": REQUEST_ID,
      ...(status === 401 && { "WWW-Authenticate": header("How to do better: Bearer.") }),
      ...((status === 429 || status === 503) && { "Retry-After": header("Seconds to wait before the next attempt.") }),
    },
    content: {
      "application/problem+json": {
        schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }] },
        examples: Object.fromEntries(codes.map((code) => [code, example(code, origin)])),
      },
    },
  };
}

const header = (description: string) => ({ description, schema: { type: "string" as const } });

function example(code: ProblemCode, origin: string): NonNullable<MediaType["examples"]>[string] {
  const { status, title } = PROBLEMS[code];
  const members = EXAMPLE_MEMBERS[code] ?? {};
  const value = { type: typeOf(code, origin), title, status, code, detail: `${title}.`, requestId: "req-7f3a" };
  return { summary: title, value: { ...value, ...members } };
}

const EXAMPLE_MEMBERS: Partial<Record<ProblemCode, Record<string, unknown>>> = {
  insufficient_credits: {
    detail: "This takes 500 credits and 195 are available.",
    required: 500,
    available: 195,
  },
  validation_failed: {
    detail: "amount: Give at least 1 credit.",
    errors: [{ field: "amount", message: "Give at least 1 credit." }],
  },
};

function typeOf(code: ProblemCode, origin: string): string {
  return `${origin}/docs/api#${code}`;
}
