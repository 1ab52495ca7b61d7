import type { BillingServices } from "@/lib/billing/context";
import type { BillingRefusal } from "@/lib/billing/types";

export type PlanChanged =
  /** It is in effect, and its credits are there. Also when a scheduled change was taken back. */
  | { ok: true; status: "changed" }
  /** It takes effect at the end of the period. */
  | { ok: true; status: "scheduled"; at: Date }
  /** The bank wants to ask first: nothing is changed until it has. Confirm with the secret, or send the owner to the page. */
  | { ok: true; status: "requires_action"; clientSecret: string | null; invoiceUrl: string | null }
  | BillingRefusal;

/**
 * Changes the plan. More credits a month, or a year instead of months: at once, prorated, and only if it is paid. Fewer,
 * or months instead of a year: at the end of the period. The price it is at takes a scheduled change back.
 */
export async function changePlan(
  _services: BillingServices,
  _wish: { userId: string; price: string; prorationDate?: Date },
  _now: Date,
): Promise<PlanChanged> {
  throw new Error("Not there yet.");
}
