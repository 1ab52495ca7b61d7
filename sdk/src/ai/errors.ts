import { RefillError } from "../client/errors.js";
import { BudgetExceededError, InsufficientCreditsError } from "../client/problem.js";

/** No rate is known for this model. Nothing was sent to the provider. */
export class UnknownModelError extends RefillError {
  override readonly name = "UnknownModelError";

  constructor(
    readonly model: string,
    /** The meters that the rate card lacks. */
    readonly meters: readonly string[],
  ) {
    super(
      `No rate for ${model}: the rate card has no meter ${meters.join(", ")}. Add it, or name one in \`rates\` or \`onUnknownModel\`.`,
    );
  }
}

/** This kind of request costs money at the provider and cannot be metered here. Nothing was sent. */
export class UnmeteredCallError extends RefillError {
  override readonly name = "UnmeteredCallError";

  constructor(readonly call: string) {
    super(`${call} is not metered. Use withCredits around it, or the provider's own client if it is free for you.`);
  }
}

/** Someone else goes on with what was refused, or has done it. Nothing was sent to the provider. */
export class AlreadyResumedError extends RefillError {
  override readonly name = "AlreadyResumedError";

  constructor(readonly refusal: string) {
    super(`The refusal ${refusal} was resumed already.`);
  }
}

/**
 * The refusal that an error is or was caused by, for want of credits or by a budget: both have `required` and `available`. Providers'
 * helpers put errors into their own.
 */
export function insufficientCredits(error: unknown): InsufficientCreditsError | BudgetExceededError | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 10; one = one.cause, depth += 1) {
    if (one instanceof InsufficientCreditsError || one instanceof BudgetExceededError) return one;
  }
  return null;
}
