import { RefillError } from "./errors.js";
import type { components } from "./schema.js";

export type ApiProblem = components["schemas"]["Problem"];

/** A problem as an exception, thrown by unwrap and by `credits`. */
export class ApiError extends RefillError {
  override name = "ApiError";

  constructor(readonly problem: ApiProblem) {
    super(`${problem.code}: ${problem.detail} (request ${problem.requestId})`);
  }

  get code(): ApiProblem["code"] {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** What happened and what to do next, for a developer. */
  get detail(): string {
    return this.problem.detail;
  }

  /** The id to quote in a support request. */
  get requestId(): string {
    return this.problem.requestId;
  }

  /** With `validation_failed`: what is wrong with each field. */
  get fields(): readonly { field: string; message: string }[] {
    return this.problem.errors ?? [];
  }
}

/** The account does not have the credits that a request requires. */
export class InsufficientCreditsError extends ApiError {
  override name = "InsufficientCreditsError";

  get required(): number {
    return this.problem.required ?? 0;
  }

  get available(): number {
    return this.problem.available ?? 0;
  }

  /** What to resume when the credits have arrived; null if it was not kept, such as a capture. */
  get resume(): { id: string; expiresAt: Date } | null {
    const { resume } = this.problem;
    return resume ? { id: resume.id, expiresAt: new Date(resume.expiresAt) } : null;
  }
}

/** A budget of the account, of the key, the subject or the run does not allow what a request requires. */
export class BudgetExceededError extends ApiError {
  override name = "BudgetExceededError";

  get required(): number {
    return this.problem.required ?? 0;
  }

  /** The credits that the budget allows now. */
  get available(): number {
    return this.problem.available ?? 0;
  }

  /** Which budget it is, and what is used of it. */
  get budget(): NonNullable<ApiProblem["budget"]> | null {
    return this.problem.budget ?? null;
  }

  /** When the request fits, if nothing else is spent until then; null if it is more than the budget. */
  get freesAt(): Date | null {
    return this.problem.freesAt ? new Date(this.problem.freesAt) : null;
  }
}

/** The exception for a problem: that of `insufficient_credits` or `budget_exceeded`, otherwise ApiError. */
export function errorOf(problem: ApiProblem): ApiError {
  if (problem.code === "insufficient_credits") return new InsufficientCreditsError(problem);
  return problem.code === "budget_exceeded" ? new BudgetExceededError(problem) : new ApiError(problem);
}

/** The data of a successful response. Throws ApiError for a problem. */
export function unwrap<Data>(result: { data?: Data; error?: ApiProblem; response: Response }): Data {
  if (result.error) throw errorOf(result.error);
  if (result.data === undefined) throw new TypeError("The answer has no body.");
  return result.data;
}

/** The id to quote in a support request, for any response. */
export function requestIdOf({ response }: { response: Response }): string | null {
  return response.headers.get("x-request-id");
}

/**
 * The response. If it is an error without a problem document, which comes from a proxy rather than the API, it gets one
 * with the same status and the closest code.
 */
export async function withProblem(response: Response): Promise<Response> {
  if (response.ok || response.headers.get("content-type")?.startsWith("application/problem+json")) return response;
  await response.body?.cancel();
  const { status } = response;
  const problem: ApiProblem = {
    type: "about:blank",
    title: response.statusText || `Status ${status}`,
    status,
    code: NEAREST[status] ?? "internal_error",
    detail: `The answer came from something between here and the API: status ${status} without a problem document.`,
    requestId: requestIdOf({ response }) ?? "",
  };
  const headers = new Headers(response.headers);
  headers.set("content-type", "application/problem+json");
  headers.delete("content-length");
  headers.delete("content-encoding");
  return new Response(JSON.stringify(problem), { status, statusText: response.statusText, headers });
}

const NEAREST: Partial<Record<number, ApiProblem["code"]>> = {
  404: "not_found",
  413: "payload_too_large",
  429: "rate_limited",
  502: "not_ready",
  503: "not_ready",
  504: "not_ready",
};
