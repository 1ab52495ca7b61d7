import type { FormAction } from "@/components/ui/form-state";
import type { SubscriptionCanceled } from "@/lib/billing/plans/cancel-subscription";
import type { PlanChanged } from "@/lib/billing/plans/change-plan";
import type { OpenInvoicePaid } from "@/lib/billing/plans/pay-open-invoice";
import type { ChangePreview } from "@/lib/billing/plans/preview-change";
import type { SubscriptionResumed } from "@/lib/billing/plans/resume-subscription";
import type { BillingRefusal } from "@/lib/billing/types";

/** A refusal with its sentence for the user. */
export type Refused = { ok: false; reason: BillingRefusal["reason"]; sentence: string };
export type Told<Outcome> = Extract<Outcome, { ok: true }> | Refused;

/** What a user can do about their plan and their money. Pages pass these to the buttons. */
export type BillingActions = {
  subscribe: FormAction;
  buyPack: FormAction;
  topUpPack: FormAction;
  finishTopUp: FormAction;
  manageBilling: FormAction;
  updateCard: FormAction;
  showChange: (price: string) => Promise<ChangePreview | Refused>;
  confirmChange: (price: string, prorationDate?: Date) => Promise<Told<PlanChanged>>;
  cancelPlan: (when: "period_end" | "now") => Promise<Told<SubscriptionCanceled>>;
  resumePlan: () => Promise<Told<SubscriptionResumed>>;
  retryPayment: () => Promise<Told<OpenInvoicePaid>>;
};
