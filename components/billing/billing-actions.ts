import type { Route } from "next";
import type { FormAction, FormState } from "@/components/ui/form-state";
import type { SubscriptionCanceled } from "@/lib/billing/plans/cancel-subscription";
import type { PlanChanged } from "@/lib/billing/plans/change-plan";
import type { OpenInvoicePaid } from "@/lib/billing/plans/pay-open-invoice";
import type { ChangePreview } from "@/lib/billing/plans/preview-change";
import type { SubscriptionResumed } from "@/lib/billing/plans/resume-subscription";
import type { BillingRefusal } from "@/lib/billing/types";
import type { InBrowser } from "@/lib/stripe/in-browser";

/** A refusal with its sentence for the user. */
export type Refused = { ok: false; reason: BillingRefusal["reason"]; sentence: string };
/** An outcome with what Stripe.js needs to ask the bank's question, if it can; otherwise that is done at `invoiceUrl`. */
export type AsksBank<Outcome> =
  | Exclude<Outcome, { status: "requires_action" }>
  | { ok: true; status: "requires_action"; invoiceUrl: string | null; stripe: InBrowser | null };
export type Told<Outcome> = Extract<Outcome, { ok: true }> | Refused;

/** A payment that the bank asks about: Stripe.js shows the question, and `then` is the page that tells the result. */
export type PayState = FormState & { bank?: { stripe: InBrowser; then: Route } };
export type PayAction = (before: PayState, form: FormData) => Promise<PayState>;

export type CardBegun = { ok: true; stripe: InBrowser | null } | { ok: false; sentence: string };
export type CardKept = { ok: true; owes: boolean } | { ok: false; sentence: string };

/** What a user can do about their plan and their money. Pages pass these to the buttons. */
export type BillingActions = {
  subscribe: FormAction;
  buyPack: FormAction;
  topUpPack: PayAction;
  finishTopUp: PayAction;
  manageBilling: FormAction;
  updateCard: FormAction;
  beginCard: () => Promise<CardBegun>;
  keepCard: (setupIntent: string) => Promise<CardKept>;
  showChange: (price: string) => Promise<ChangePreview | Refused>;
  confirmChange: (price: string, prorationDate?: Date) => Promise<AsksBank<Told<PlanChanged>>>;
  /** The same by a form, which needs no scripts. */
  changePlan: FormAction;
  cancelPlan: (when: "period_end" | "now") => Promise<Told<SubscriptionCanceled>>;
  resumePlan: () => Promise<Told<SubscriptionResumed>>;
  /** Both by forms, which need no scripts. */
  cancelByForm: FormAction;
  resumeByForm: FormAction;
  retryPayment: () => Promise<AsksBank<Told<OpenInvoicePaid>>>;
  syncPlan: () => Promise<void>;
};
