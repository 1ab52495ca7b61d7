import { invalid } from "../core/api/errors";
import type { Tx } from "../core/store/tx";
import { requireTrialEnd, trialEndAfter } from "../subscriptions/trial-limits";
import type { CreateParams } from "./create-params";
import { refuseWrongUi } from "./ui-mode";

const day = 86_400;

/** Refuses parameters of a session that contradict each other or its mode. */
export function refuseContradictions(tx: Tx, params: CreateParams): void {
  refuseWrongUi(params);
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalid(
      "You may only specify one of these parameters: customer, customer_email.",
      "customer",
      "parameters_exclusive",
    );
  }
  if (params.customer_update !== undefined && params.customer === undefined) {
    throw invalid("`customer_update` can only be used with `customer`.", "customer_update");
  }
  if (params.discounts !== undefined && params.allow_promotion_codes !== undefined) {
    throw invalid(
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
      "discounts",
      "parameters_exclusive",
    );
  }
  const isPayment = params.mode === "payment";
  if (isPayment && params.subscription_data !== undefined) {
    throw invalid("You can not pass `subscription_data` in `payment` mode.", "subscription_data");
  }
  if (!isPayment && params.payment_intent_data !== undefined) {
    throw invalid(`You can not pass \`payment_intent_data\` in \`${params.mode}\` mode.`, "payment_intent_data");
  }
  if (params.mode !== "setup" && params.setup_intent_data !== undefined) {
    throw invalid("`setup_intent_data` can only be used in `setup` mode.", "setup_intent_data");
  }
  if (!isPayment && params.invoice_creation !== undefined) {
    throw invalid("`invoice_creation` can only be used in `payment` mode.", "invoice_creation");
  }
  if (params.mode === "subscription" && params.customer_creation !== undefined) {
    throw invalid("`customer_creation` can only be used in `payment` and `setup` mode.", "customer_creation");
  }
  if (params.automatic_tax?.enabled === true) {
    throw invalid("The local Stripe has no tax; leave `automatic_tax` off.", "automatic_tax[enabled]");
  }
  const trial = params.subscription_data;
  if (trial?.trial_end !== undefined && trial.trial_period_days !== undefined) {
    throw invalid("You may only specify one of these parameters: trial_end, trial_period_days.", "subscription_data");
  }
  if (trial?.trial_period_days !== undefined && trial.trial_period_days < 1) {
    throw invalid("Invalid trial_period_days: must be at least 1.", "subscription_data[trial_period_days]");
  }
  trialEndAfter(trial?.trial_period_days, tx.now, "subscription_data[trial_period_days]");
  if (trial?.trial_end === undefined) return;
  // Source: `trial_end` in https://docs.stripe.com/api/checkout/sessions/create
  if (trial.trial_end < tx.now + 2 * day) {
    throw invalid("The `trial_end` date has to be at least 2 days in the future.", "subscription_data[trial_end]");
  }
  requireTrialEnd(trial.trial_end, tx.now, tx.now, "subscription_data[trial_end]");
}

/** When an unpaid session expires: in a day, or as requested between 30 minutes and a day from now. */
export function expiryOf(tx: Tx, wanted: number | undefined): number {
  if (wanted === undefined) return tx.now + day;
  if (wanted < tx.now + 1800 - 60 || wanted > tx.now + day + 60) {
    throw invalid(
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
      "expires_at",
    );
  }
  return wanted;
}
