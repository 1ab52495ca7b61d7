import { invalid } from "../core/api/errors";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

export interface PauseCollection {
  behavior: "keep_as_draft" | "mark_uncollectible" | "void";
  resumes_at: number | undefined;
}

/**
 * Stops or resumes asking for money; the subscription goes on and its invoices are kept, void or written off.
 * Source: https://docs.stripe.com/billing/subscriptions/pause-payment
 */
export function setPauseCollection(tx: Tx, id: string, wanted: PauseCollection | null): Tables["subscription"] {
  const resumesAt = wanted?.resumes_at ?? null;
  if (resumesAt !== null && resumesAt <= tx.now) {
    throw invalid("resumes_at must be in the future.", "pause_collection[resumes_at]");
  }
  if (resumesAt === null) tx.unschedule("subscription.resume_collection", id);
  else tx.schedule("subscription.resume_collection", id, resumesAt);
  return tx.patch("subscription", id, {
    pause_collection: wanted === null ? null : { behavior: wanted.behavior, resumes_at: resumesAt },
  });
}

/** `resumes_at` has come. */
export function resumeCollection(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription !== undefined && subscription.pause_collection !== null) setPauseCollection(tx, id, null);
}
