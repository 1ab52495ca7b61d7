import { z } from "zod";
import { clientSecret, exampleCheckout, redirectTo } from "@/lib/api/endpoints/billing/fields";
import { FROM_STRIPE, FROM_STRIPE_ON_PURCHASE } from "@/lib/api/endpoints/billing/stripe-problems";
import { priceReference } from "@/lib/api/endpoints/plans/fields";
import { changePreviewView } from "@/lib/api/endpoints/subscription/change-view";
import { exampleChangePreview, exampleSubscription } from "@/lib/api/endpoints/subscription/example";
import { subscriptionView } from "@/lib/api/endpoints/subscription/view";
import { define } from "@/lib/api/http/definition";
import { returnUrl } from "@/lib/api/http/return-url";
import { moment, text, time } from "@/lib/api/http/schemas";

const invoiceUrl = z
  .string()
  .optional()
  .meta({ description: "The page where the customer can pay and authenticate the payment." });

export const getSubscriptionEndpoint = define({
  method: "GET",
  path: "/api/v1/subscription",
  summary: "Get the subscription",
  description: "Returns the current plan of the account, free or paid.",
  access: "billing:read",
  success: { status: 200, schema: subscriptionView },
  example: { answer: exampleSubscription },
});

export const subscriptionCheckoutEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/checkout",
  summary: "Subscribe through Stripe Checkout",
  access: "billing:write",
  body: z.strictObject({ price: priceReference, returnUrl: returnUrl.optional() }),
  success: { status: 201, schema: redirectTo },
  example: { body: { price: "refill_starter_month" }, answer: exampleCheckout },
  problems: [
    "unknown_price",
    "already_subscribed",
    "email_not_verified",
    "change_in_progress",
    ...FROM_STRIPE_ON_PURCHASE,
  ],
});

export const subscribeEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription",
  summary: "Subscribe with a payment method",
  description:
    "Attaches the payment method (created with Stripe.js), makes it the default, and charges the first payment. `incomplete` with a `clientSecret` means that the bank requires authentication: complete it in the browser. If the card is declined, no subscription is created. A plan with trial days starts with a trial, which is limited to one per person and card: a card that has had one is refused with `trial_refused`, and nothing is charged. Requests with the same `Idempotency-Key` header return the same subscription.",
  access: "billing:write",
  body: z.strictObject({
    price: priceReference,
    paymentMethod: text(255)
      .min(1)
      .meta({ description: "The id of a payment method in Stripe.", example: "pm_1a2b3c" }),
    trial: z
      .enum(["offered", "none"], "Must be offered or none.")
      .default("offered")
      .meta({ description: "`none` skips the trial of the plan and charges immediately." }),
  }),
  success: {
    status: 200,
    schema: z.object({ status: z.enum(["active", "trialing", "incomplete"]), clientSecret }),
  },
  example: {
    body: { price: "refill_starter_month", paymentMethod: "pm_1a2b3c" },
    answer: { status: "active" },
  },
  problems: [
    "card_declined",
    "unknown_price",
    "already_subscribed",
    "trial_refused",
    "change_in_progress",
    "email_not_verified",
    "idempotency_key_reused",
    "rate_limited",
    ...FROM_STRIPE_ON_PURCHASE,
  ],
});

const CHANGE_PROBLEMS = [
  "unknown_price",
  "not_subscribed",
  "same_price",
  "terms_change",
  "cancellation_scheduled",
  "payment_overdue",
  "collection_by_hand",
] as const;

export const previewChangeEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/preview",
  summary: "Preview a plan change",
  description:
    "Returns what `POST /subscription/change` with the same price would charge, as calculated by Stripe, and what it would do to the credits. Nothing is changed. To charge exactly `amountDueCents`, send the `prorationDate` of the preview with the change within half an hour.",
  access: "billing:write",
  body: z.strictObject({ price: priceReference }),
  success: { status: 200, schema: changePreviewView },
  example: { body: { price: "refill_pro_month" }, answer: exampleChangePreview },
  problems: [...CHANGE_PROBLEMS, ...FROM_STRIPE_ON_PURCHASE],
});

export const changePlanEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/change",
  summary: "Change the plan",
  description:
    "A change to more credits a month, or from monthly to yearly billing, takes effect immediately (`changed`). The rest of the period is charged, and the change is made only if the payment succeeds. A change to fewer credits, or from yearly to monthly billing, takes effect at the end of the period (`scheduled`). `requires_action` means that the bank requires authentication: complete it in the browser with the `clientSecret`, or send the customer to `invoiceUrl`. The change is made once that is done, within 23 hours. Sending the current price cancels a scheduled change. During a trial nothing is charged.",
  access: "billing:write",
  body: z.strictObject({
    price: priceReference,
    prorationDate: moment
      .optional()
      .meta({ description: "The `prorationDate` of the preview.", type: "string", format: "date-time" }),
  }),
  success: {
    status: 200,
    schema: z.object({
      status: z.enum(["changed", "scheduled", "requires_action", "processing"]),
      at: time.optional().meta({ description: "When a scheduled change takes effect." }),
      clientSecret,
      invoiceUrl,
    }),
  },
  example: {
    body: { price: "refill_pro_month", prorationDate: "2026-12-09T09:00:00.000Z" },
    answer: { status: "changed" },
  },
  problems: [
    "card_declined",
    ...CHANGE_PROBLEMS,
    "preview_expired",
    "no_saved_card",
    "change_in_progress",
    "rate_limited",
    ...FROM_STRIPE_ON_PURCHASE,
  ],
});

export const cancelSubscriptionEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/cancel",
  summary: "Cancel the subscription",
  description:
    "With `period_end`, the subscription and its credits last until the end of the period. With `now`, both end immediately, and nothing is refunded. Credits from packs are kept in both cases. A scheduled plan change is dropped. Repeating the request returns the same response.",
  access: "billing:write",
  body: z.strictObject({ when: z.enum(["period_end", "now"]) }),
  success: { status: 200, schema: z.object({ status: z.enum(["scheduled", "ended"]), endsAt: time }) },
  example: { body: { when: "period_end" }, answer: { status: "scheduled", endsAt: "2026-12-24T09:00:00.000Z" } },
  problems: ["not_subscribed", "cancel_now_not_allowed", "change_in_progress", ...FROM_STRIPE],
});

export const resumeSubscriptionEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/resume",
  summary: "Resume the subscription",
  description:
    "Undoes a cancellation before the period ends. A paused subscription resumes with a new period; `payment_due` means that it does so once its invoice is paid. A subscription that is not set to cancel is left unchanged.",
  access: "billing:write",
  success: {
    status: 200,
    schema: z.object({ status: z.enum(["resumed", "payment_due"]), invoiceUrl: z.string().optional() }),
  },
  example: { answer: { status: "resumed" } },
  problems: ["not_subscribed", "change_in_progress", ...FROM_STRIPE],
});
