import { ApiError, invalid } from "../core/api/errors";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { dropDiscounts } from "../invoices/discounts";
import { draftInvoice } from "../invoices/draft";
import { awaitConfirmation, type Issued, issueNow } from "../invoices/issue";
import type { InvoiceLine } from "../invoices/objects/invoice";
import { buildInvoiceItem } from "../invoices/objects/invoice-item";
import { cardError } from "../payments/attach";
import { type ChangeInput, type ChangePlan, planChange } from "./change-plan";
import { waitForPayment } from "./pending-update";
import { schedule } from "./schedule";
import { tellTrialEnd } from "./trial-warning";

/** Changes prices, quantities, items or the anchor, and bills the difference as requested. */
export function changeItems(tx: Tx, id: string, input: ChangeInput): ApiError | null {
  const before = tx.need("subscription", id);
  const plan = planChange(tx, before, input);
  const invoicesNow = plan.isNewCycle || input.behavior === "always_invoice";
  if (!invoicesNow || (plan.lines.length === 0 && !plan.isNewCycle)) {
    applyPlan(tx, plan);
    for (const line of plan.lines) keepForLater(tx, plan.after, line);
    return null;
  }
  const isPending = input.paymentBehavior === "pending_if_incomplete";
  if (isPending) waitForPayment(tx, before, plan.after);
  else applyPlan(tx, plan);
  if (input.endsTrial === true && !isPending) tellTrialEnd(tx, id);
  const draft = draftInvoice(tx, {
    subscription: plan.after,
    lines: plan.lines,
    billingReason: "subscription_update",
    periodStart: tx.now,
    periodEnd: tx.now,
    finalizesAt: null,
    prorationDate: input.date,
  });
  tx.patch("subscription", id, { latest_invoice: draft.id });
  if (!isPending) tx.emitUpdate("customer.subscription.updated", "subscription", id);
  tx.emit("invoice.created", "invoice", draft.id);
  if (input.paymentBehavior === "default_incomplete") {
    awaitConfirmation(tx, draft.id);
    return null;
  }
  const outcome = issueNow(tx, draft.id, { offSession: input.offSession });
  return input.paymentBehavior === "error_if_incomplete" ? refusalFor(outcome) : null;
}

/** The 402 of a payment that had to succeed at once. */
export function refusalFor(outcome: Issued): ApiError | null {
  switch (outcome.kind) {
    case "declined":
      return cardError(outcome.decline);
    case "requires_action":
      return new ApiError(402, {
        type: "card_error",
        code: "subscription_payment_intent_requires_action",
        message:
          "Payment for this subscription requires additional user action before it can be completed successfully.",
      });
    case "no_payment_method":
      return invalid(
        "This customer has no attached payment source or default payment method. Please consider adding a default " +
          "payment method.",
        undefined,
        "resource_missing",
      );
    default:
      return null;
  }
}

function applyPlan(tx: Tx, plan: ChangePlan): void {
  const { id } = plan.after;
  const { discounts } = tx.need("subscription", id);
  tx.put("subscription", { ...plan.after, discounts });
  dropDiscounts(tx, id, plan.spent);
  schedule(tx, plan.after);
}

/** A line that waits for the next invoice. */
export function keepForLater(tx: Tx, subscription: Tables["subscription"], line: InvoiceLine): void {
  tx.put("invoiceitem", buildInvoiceItem({ created: tx.now, subscription, line }));
}
