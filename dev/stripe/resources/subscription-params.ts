import { clearable, object, oneOf, required, text } from "../api/params";

export const paymentBehavior = oneOf("allow_incomplete", "default_incomplete", "error_if_incomplete");
export const prorationBehavior = oneOf("always_invoice", "create_prorations", "none");
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
