import type { Tx } from "../core/store/tx";
import { oneTimeInvoice } from "./one-time-invoice";

/** Sends how the delayed payment of a completed session ended; does nothing for an intent without a session. */
export function tellAsync(tx: Tx, intentId: string, outcome: "succeeded" | "failed"): void {
  const plan = tx.where("checkout_plan", "intent", intentId)[0];
  const session = tx.get("checkout_session", plan?.id ?? "");
  if (session?.status !== "complete") return;
  if (outcome === "succeeded") {
    const isInvoiced = session.mode === "payment" && session.invoice_creation?.enabled === true;
    const invoice = isInvoiced ? oneTimeInvoice(tx, session, tx.need("payment_intent", intentId)) : session.invoice;
    tx.put("checkout_session", { ...session, invoice, payment_status: "paid" });
  }
  tx.emit(`checkout.session.async_payment_${outcome}`, "checkout_session", session.id);
}
