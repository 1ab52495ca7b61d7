import { invalid } from "../core/api/errors";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { periodOf } from "./periods";
import { schedule } from "./schedule";

export type CancelAt = number | "min_period_end" | "max_period_end";

export interface EndInput {
  /** A moment, or one named by the items' periods; null takes a planned end back. */
  cancelAt?: CancelAt | null | undefined;
  cancelAtPeriodEnd?: boolean | undefined;
  details?: { comment?: string | null | undefined; feedback?: string | null | undefined } | undefined;
}

/** Plans the end of a subscription, or takes the plan back; `canceled_at` is the time of the request. */
export function planEnd(tx: Tx, id: string, input: EndInput): Tables["subscription"] {
  const before = tx.need("subscription", id);
  const { end } = periodOf(before);
  const wantedAt = input.cancelAt == null ? input.cancelAt : momentOf(before, input.cancelAt);
  if (typeof wantedAt === "number" && input.cancelAtPeriodEnd === true) {
    throw invalid("You may only specify one of these parameters: cancel_at, cancel_at_period_end.", "cancel_at");
  }
  if (typeof wantedAt === "number" && wantedAt <= tx.now) {
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
  if (wantedAt !== undefined) {
    cancelAt = wantedAt;
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

export function momentOf(subscription: Tables["subscription"], at: CancelAt): number {
  const ends = subscription.items.data.map((item) => item.current_period_end);
  if (at === "min_period_end") return Math.min(...ends);
  return at === "max_period_end" ? Math.max(...ends) : at;
}
