import { invalid } from "../api/errors";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { schedule } from "./schedule";
import { periodOf } from "./subscribe";

export interface EndInput {
  /** Null takes a planned end back. */
  cancelAt?: number | null | undefined;
  cancelAtPeriodEnd?: boolean | undefined;
  details?: { comment?: string | null | undefined; feedback?: string | null | undefined } | undefined;
}

/** Plans the end of a subscription, or takes the plan back; `canceled_at` is the time of the request. */
export function planEnd(tx: Tx, id: string, input: EndInput): Tables["subscription"] {
  const before = tx.need("subscription", id);
  const { end } = periodOf(before);
  if (typeof input.cancelAt === "number" && input.cancelAtPeriodEnd === true) {
    throw invalid("You may only specify one of these parameters: cancel_at, cancel_at_period_end.", "cancel_at");
  }
  if (typeof input.cancelAt === "number" && input.cancelAt <= tx.now) {
    throw invalid("The cancel_at timestamp must be in the future.", "cancel_at");
  }
  let { cancel_at: cancelAt, cancel_at_period_end: atPeriodEnd } = before;
  if (input.cancelAtPeriodEnd === true) {
    atPeriodEnd = true;
    cancelAt = end;
  } else if (input.cancelAtPeriodEnd === false) {
    if (atPeriodEnd) cancelAt = null;
    atPeriodEnd = false;
  }
  if (input.cancelAt !== undefined) {
    cancelAt = input.cancelAt;
    atPeriodEnd = false;
  }
  const isPlanned = cancelAt !== null;
  const wasPlanned = before.cancel_at !== null;
  const details = before.cancellation_details;
  const after = tx.put("subscription", {
    ...before,
    cancel_at: cancelAt,
    cancel_at_period_end: atPeriodEnd,
    canceled_at: isPlanned ? (wasPlanned ? before.canceled_at : tx.now) : null,
    cancellation_details: {
      comment: input.details?.comment ?? (isPlanned ? (details?.comment ?? null) : null),
      feedback: input.details?.feedback ?? (isPlanned ? (details?.feedback ?? null) : null),
      feedback_option: null,
      reason: isPlanned ? "cancellation_requested" : null,
    },
  });
  schedule(tx, after);
  return after;
}
