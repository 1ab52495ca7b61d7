import { buyPack, finishTopUp, manageBilling, subscribe, topUpPack } from "@/app/(account)/billing/actions";
import {
  cancelPlan,
  confirmChange,
  resumePlan,
  retryPayment,
  showChange,
  updateCard,
} from "@/app/(account)/billing/plan-actions";
import type { BillingActions } from "@/components/billing/billing-actions";

/** The actions behind the billing buttons of every page. */
export const billingActions: BillingActions = {
  subscribe,
  buyPack,
  topUpPack,
  finishTopUp,
  manageBilling,
  updateCard,
  showChange,
  confirmChange,
  cancelPlan,
  resumePlan,
  retryPayment,
};
