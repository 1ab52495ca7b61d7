import type { Definition } from "@/lib/api/http/definition";
import { PROBLEMS, type ProblemCode } from "@/lib/api/http/problems";
import type { JsonSchema } from "@/lib/api/openapi/schema";
import type { Answer, MediaType } from "@/lib/api/openapi/types";
import type { Sentence } from "@/lib/refusals/row";
import { REFUSALS } from "@/lib/refusals/table";

export const REQUEST_ID = {
  description: "Include it when you contact us about a request.",
  schema: { type: "string" as const },
};

/** By status every problem that an endpoint of the server at `origin` may answer. */
export function problemResponses(definition: Definition, origin: string): Record<string, Answer> {
  const byStatus = grouped(problemsOf(definition));
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problemResponse(status, codes, origin)]));
}

/** The document of every refusal. */
export function problemSchema(origin: string): JsonSchema {
  return {
    type: "object",
    description: "Why a request was refused (RFC 9457).",
    required: ["type", "title", "status", "code", "detail", "requestId"],
    properties: {
      type: { type: "string", format: "uri", examples: [typeOf("not_found", origin)] },
      title: { type: "string" },
      status: { type: "integer" },
      code: { type: "string", enum: Object.keys(PROBLEMS) },
      detail: { type: "string", description: "What happened and what to do next, for a developer." },
      requestId: { type: "string" },
      errors: {
        type: "array",
        description: "With `validation_failed`: what is wrong with each field.",
        items: {
          type: "object",
          required: ["field", "message"],
          properties: { field: { type: "string" }, message: { type: "string" } },
        },
      },
      required: {
        type: "integer",
        description: "With `insufficient_credits` and `budget_exceeded`: the credits that the request requires.",
      },
      available: {
        type: "integer",
        description:
          "With `insufficient_credits` and `budget_exceeded`: the credits that are available. For a capture or an extension the most that it could take.",
      },
      resume: {
        type: "object",
        description:
          "With `insufficient_credits` of a spend or hold with an idempotency key: what `POST /api/v1/credits/refusals/{id}/resume` takes once the credits have arrived.",
        properties: { id: { type: "string" }, expiresAt: { type: "string", format: "date-time" } },
        required: ["id", "expiresAt"],
      },
      budget: {
        type: "object",
        description:
          "With `budget_exceeded`: the cap. `target` is the key, subject or run that reached it; `ofPlan` says that it is the plan's.",
        required: ["id", "scope", "target", "window", "seconds", "limit", "used", "ofPlan"],
        properties: {
          id: { type: "string" },
          scope: { type: "string" },
          target: { type: ["string", "null"] },
          window: { type: "string" },
          seconds: { type: ["integer", "null"] },
          limit: { type: "integer" },
          used: { type: "integer" },
          ofPlan: { type: "boolean" },
        },
      },
      freesAt: {
        type: ["string", "null"],
        format: "date-time",
        description:
          "With `budget_exceeded`: when the request fits, if nothing else is spent. Null if it is more than the cap.",
      },
      limit: { type: "integer", description: "With `limit_reached`: the plan's limit." },
      used: { type: "integer", description: "With `limit_reached`: the current use." },
      refundable: {
        type: "integer",
        description: "With `exceeds_spend`: the credits of the spend that can still be refunded.",
      },
      payment: {
        type: "string",
        description: "With `card_declined`: the id of the declined payment, if it is on record.",
      },
      holdStatus: { type: "string", description: "With `hold_not_open`: the status of the hold." },
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
      ...(status === 401 && { "WWW-Authenticate": header("The authentication scheme: Bearer.") }),
      ...((status === 429 || status === 503) && { "Retry-After": header("Seconds to wait before the next request.") }),
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
  const { developer }: { developer: Sentence } = REFUSALS[code];
  const detail = typeof developer === "string" ? developer : `${title}.`;
  const members = EXAMPLE_MEMBERS[code] ?? {};
  const value = { type: typeOf(code, origin), title, status, code, detail, requestId: "req-7f3a" };
  return { summary: title, value: { ...value, ...members } };
}

const EXAMPLE_MEMBERS: Partial<Record<ProblemCode, Record<string, unknown>>> = {
  insufficient_credits: {
    detail: REFUSALS.insufficient_credits.developer({ required: 500, available: 195 }),
    required: 500,
    available: 195,
  },
  validation_failed: {
    detail: "amount: Must be at least 1.",
    errors: [{ field: "amount", message: "Must be at least 1." }],
  },
};

function typeOf(code: ProblemCode, origin: string): string {
  return `${origin}/docs/api#${code}`;
}
