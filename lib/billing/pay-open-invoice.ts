import type { BillingServices } from "@/lib/billing/context";
import type { BillingRefusal } from "@/lib/billing/types";

export type OpenInvoicePaid =
  | { ok: true; status: "paid" | "processing" | "nothing_to_pay" }
  /** The bank wants to ask: send the owner to the invoice's page. */
  | { ok: true; status: "requires_action"; invoiceUrl: string | null }
  | BillingRefusal;

/** Tries again to collect the newest open invoice of the live subscription, for instance after its card was replaced. */
export async function payOpenInvoice(
  _services: BillingServices,
  _wish: { userId: string },
  _now: Date,
): Promise<OpenInvoicePaid> {
  throw new Error("Not there yet.");
}
