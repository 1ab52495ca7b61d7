import { clearable, int, object, oneOf, type Param, required, text } from "../../core/api/params";

export const paymentBehavior = oneOf(
  "allow_incomplete",
  "default_incomplete",
  "error_if_incomplete",
  "pending_if_incomplete",
);
export const prorationBehavior = oneOf("always_invoice", "create_prorations", "none");
export const collectionMethod = oneOf("charge_automatically", "send_invoice");
export const billingModeFlexible = object({ proration_discounts: oneOf("included") });
export const billingMode = object({ type: required(oneOf("classic", "flexible")), flexible: billingModeFlexible });
export const cancellation = object({
  comment: clearable(text),
  feedback: clearable(
    oneOf(
      "customer_service",
      "low_quality",
      "missing_features",
      "other",
      "switched_service",
      "too_complex",
      "too_expensive",
      "unused",
    ),
  ),
});
export const trialSettings = object({
  end_behavior: required(object({ missing_payment_method: required(oneOf("cancel", "create_invoice", "pause")) })),
});
export const paymentSettings = object({ save_default_payment_method: oneOf("off", "on_subscription") });
export const pauseCollection = object({
  behavior: required(oneOf("keep_as_draft", "mark_uncollectible", "void")),
  resumes_at: int,
});
export const anchorConfig = object({
  day_of_month: required(int),
  hour: int,
  minute: int,
  month: int,
  second: int,
});

/** Engine seconds, or the word `now`. */
export const trialEnd: Param<number | "now" | undefined> = (raw, name) => (raw === "now" ? raw : int(raw, name));

/** Engine seconds, or a moment named by the items' periods. */
export const cancelAt: Param<number | "min_period_end" | "max_period_end" | undefined> = (raw, name) =>
  raw === "min_period_end" || raw === "max_period_end" ? raw : int(raw, name);
