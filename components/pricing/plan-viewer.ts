import type { CurrentPlan } from "@/components/pricing/current-plan";
import type { PaymentTrouble } from "@/lib/billing/plans/payment-trouble";

/** Who looks at the plans, and what they can do about them. */
export type PlanViewer = {
  signedIn: boolean;
  /** Null for a visitor, and beside a plan that was given for a time. */
  current: CurrentPlan | null;
  /** Whether they can still have a free trial. */
  mayHaveTrial: boolean;
  /** The unpaid invoice of their plan; no plan can be changed while one is overdue. */
  trouble: PaymentTrouble | null;
};

/** A visitor who is not signed in. */
export const VISITOR: PlanViewer = { signedIn: false, current: null, mayHaveTrial: true, trouble: null };
