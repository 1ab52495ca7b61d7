import type { Code, Variant } from "@/lib/refusals/row";
import { type Facts, REFUSALS, type Refusal, type RefusalCode } from "@/lib/refusals/table";

export type ProblemCode = RefusalCode;

/** Each code that the API can answer with, with its status and title: the rows of lib/refusals that have them. */
export const PROBLEMS = Object.fromEntries(
  Object.entries(REFUSALS).flatMap(([name, row]) =>
    "status" in row ? [[name, { status: row.status, title: row.title }]] : [],
  ),
) as Record<ProblemCode, { status: number; title: string }>;

/** What is wrong with one field; `field` is a path such as "metadata.order", or "body" for the whole. */
export type ProblemField = { field: string; message: string };

export type ProblemOptions = {
  /** Replaces the code's title, where the title names a figure that depends on the endpoint. */
  title?: string;
  errors?: ProblemField[];
  /** More members of the problem document, such as `required` and `available`. */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/** A refusal as a value. Handlers return it; it is never thrown. */
export class Problem {
  constructor(
    readonly code: ProblemCode,
    /** One or two sentences for a developer: what happened and what to do. */
    readonly detail: string,
    readonly options: ProblemOptions = {},
  ) {}

  /** The same problem with more options; its own win. */
  with({ headers, ...options }: ProblemOptions): Problem {
    const both = { ...options, ...this.options, headers: { ...headers, ...this.options.headers } };
    return new Problem(this.code, this.detail, both);
  }
}

/**
 * The problem document of a refusal, written from its row in lib/refusals and the facts of the case. Facts called
 * `retryAfterSeconds` become the header Retry-After.
 */
export function problem<Name extends Refusal>(name: Name, ...[facts]: Facts<Name, "developer">): Problem {
  const row: Code | Variant = REFUSALS[name];
  // Facts<Name> are those that this row's own sentence takes.
  const detail = typeof row.developer === "string" ? row.developer : row.developer(facts as never);
  const code = ("status" in row ? name : row.code) as ProblemCode;
  const errors = row.field === undefined ? undefined : [{ field: row.field, message: detail }];
  if (code === "validation_failed" && errors) return invalidFields(errors);
  const given = Object.entries(facts ?? {}).filter(([, value]) => value !== undefined);
  const retryAfter = given.find(([fact]) => fact === "retryAfterSeconds")?.[1];
  return new Problem(code, detail, {
    ...(errors && { errors }),
    ...(row.members && { members: Object.fromEntries(given.filter(([fact]) => row.members?.includes(fact))) }),
    ...(retryAfter !== undefined && { headers: { "retry-after": String(retryAfter) } }),
  });
}

/** The refusal of fields that can be read but are not valid. */
export function invalidFields(errors: ProblemField[]): Problem {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join(" ");
  return new Problem("validation_failed", detail, { errors });
}

/** The refusal of one more attempt. */
export function rateLimited(retryAfterSeconds: number): Problem {
  return problem("rate_limited", { retryAfterSeconds });
}
