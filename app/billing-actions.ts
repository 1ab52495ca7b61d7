import { buyPack, finishTopUp, manageBilling, subscribe, topUpPack } from "@/app/(account)/billing/actions";
import { beginCard, keepCard } from "@/app/(account)/billing/card-actions";
import {
  cancelPlan,
  cancelPlanByForm,
  changePlanByForm,
  confirmChange,
  resumePlan,
  resumePlanByForm,
  retryPayment,
  showChange,
  syncPlan,
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
  beginCard,
  keepCard,
  showChange,
  confirmChange,
  changePlan: changePlanByForm,
  cancelPlan,
  resumePlan,
  cancelByForm: cancelPlanByForm,
  resumeByForm: resumePlanByForm,
  retryPayment,
  syncPlan,
};
