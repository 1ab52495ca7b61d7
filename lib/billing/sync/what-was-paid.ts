import type { NewBillingEvent } from "@/lib/billing/new-billing-event";
import type { Subscription } from "@/lib/generated/prisma/client";
import type { InvoiceFacts } from "@/lib/stripe/invoices";
import { MINUTE_MS } from "@/lib/time";

type PaidInvoice = Pick<
  InvoiceFacts,
  "billingReason" | "lines" | "subtotalCents" | "totalCents" | "balanceCents" | "dueCents" | "createdAt"
>;
type Known = Pick<Subscription, "trialStartedAt" | "withoutPlan">;

/**
 * What a paid invoice of a subscription did, and the words after the plan's name in the history. An invoice of zero starts
 * a trial only if the subscription has one: a full discount, a customer balance and a price of zero are described as what
 * they are.
 */
export function whatWasPaid(
  invoice: PaidInvoice,
  subscription: Known,
): { type: NewBillingEvent["type"]; words: string } {
  const how = howPaid(invoice);
  if (isForAddOns(invoice, subscription)) return { type: "billed", words: `add-ons were billed${how}` };
  switch (invoice.billingReason) {
    case "subscription_create":
      return beginsTrial(invoice, subscription)
        ? { type: "trial_started", words: "trial started" }
        : { type: "subscription_started", words: `started${how}` };
    case "subscription_update":
      return { type: "changed", words: `is now the plan${how}` };
    case "subscription_cycle":
      return { type: "renewed", words: `renewed${how}` };
    default:
      return { type: "billed", words: `was billed${how}` };
  }
}

/** Whether it charges only for add-ons beside a plan. */
export function isForAddOns(
  { billingReason, lines, subtotalCents }: Pick<InvoiceFacts, "billingReason" | "lines" | "subtotalCents">,
  { withoutPlan }: Pick<Subscription, "withoutPlan">,
): boolean {
  const mayBe = billingReason === "subscription_update" || billingReason === "subscription_cycle";
  return mayBe && !withoutPlan && lines.length === 0 && subtotalCents !== 0;
}

function beginsTrial({ subtotalCents, createdAt }: PaidInvoice, { trialStartedAt }: Known): boolean {
  if (subtotalCents !== 0 || !trialStartedAt) return false;
  return Math.abs(trialStartedAt.getTime() - createdAt.getTime()) < MINUTE_MS;
}

/** Why nothing was charged, where nothing was. */
function howPaid({ subtotalCents, totalCents, balanceCents, dueCents }: PaidInvoice): string {
  if (dueCents > 0) return "";
  if (totalCents > 0) return balanceCents > 0 ? ", paid from your account balance" : ", covered by a credit note";
  if (totalCents < 0) return ", with the difference credited to your account balance";
  return subtotalCents > 0 ? ", free with a discount" : ", with nothing to pay";
}
