import { z } from "zod";
import { exampleChangePreview } from "@/lib/api/endpoints/billing/example";
import { FROM_STRIPE, FROM_STRIPE_ON_PURCHASE } from "@/lib/api/endpoints/billing/stripe-problems";
import { changePreviewView } from "@/lib/api/endpoints/subscription/change-view";
import { define } from "@/lib/api/http/definition";
import { moment, text, time } from "@/lib/api/http/schemas";

const price = text(255)
  .min(1)
  .meta({ description: "A price's id or lookup key from GET /plans, or its id in Stripe." });

export const previewChangeEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/preview",
  summary: "Preview a change of plan",
  description:
    "What `POST /subscription/change` with the same price would do: the money as Stripe reckons it, and the credits. Nothing is changed. Send its `prorationDate` along within half an hour, and exactly `amountDueCents` is charged.",
  access: "billing:write",
  body: z.strictObject({ price }),
  success: { status: 200, schema: changePreviewView },
  example: { body: { price: "refill_pro_month" }, answer: exampleChangePreview },
  problems: [
    "unknown_price",
    "not_subscribed",
    "same_price",
    "cancellation_scheduled",
    "payment_overdue",
    "collection_by_hand",
    ...FROM_STRIPE_ON_PURCHASE,
  ],
});

export const changePlanEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/change",
  summary: "Change the plan",
  description:
    "More credits a month, or a year instead of months: at once (`changed`), charged for the rest of the period, and only made if that is paid. Fewer, or months instead of a year: at the end of the period (`scheduled`). `requires_action` means that the bank wants to ask: confirm with the `clientSecret` in the browser, or send the person to `invoiceUrl`; the change is made once that is done, within 23 hours. The price it is at already takes a scheduled change back. During a trial nothing is charged.",
  access: "billing:write",
  body: z.strictObject({
    price,
    prorationDate: moment.optional().meta({ description: "From the preview.", type: "string", format: "date-time" }),
  }),
  success: {
    status: 200,
    schema: z.object({
      status: z.enum(["changed", "scheduled", "requires_action", "processing"]),
      at: time.optional().meta({ description: "When a scheduled change takes effect." }),
      clientSecret: z
        .string()
        .optional()
        .meta({ description: "For Stripe.js in the buyer's browser (`handleNextAction`)." }),
      invoiceUrl: z
        .string()
        .optional()
        .meta({ description: "A page where it can be paid, with the bank's questions." }),
    }),
  },
  example: {
    body: { price: "refill_pro_month", prorationDate: "2026-12-09T09:00:00.000Z" },
    answer: { status: "changed" },
  },
  problems: [
    "card_declined",
    "unknown_price",
    "not_subscribed",
    "same_price",
    "cancellation_scheduled",
    "payment_overdue",
    "collection_by_hand",
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
  summary: "Cancel the plan",
  description:
    "At the end of the period, keeping its credits until then, or now: then the plan's credits end at once and no money is given back. Packs stay either way. A scheduled change falls away. Asked twice, the answer is the same.",
  access: "billing:write",
  body: z.strictObject({ when: z.enum(["period_end", "now"]) }),
  success: { status: 200, schema: z.object({ status: z.enum(["scheduled", "ended"]), endsAt: time }) },
  example: { body: { when: "period_end" }, answer: { status: "scheduled", endsAt: "2026-12-24T09:00:00.000Z" } },
  problems: ["not_subscribed", "cancel_now_not_allowed", "change_in_progress", ...FROM_STRIPE],
});

export const resumeSubscriptionEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/resume",
  summary: "Resume the plan",
  description:
    "Takes a cancellation back while the period runs. A paused plan goes on with a new period: `payment_due` means once its invoice is paid. A plan that is not to end stays as it is.",
  access: "billing:write",
  success: {
    status: 200,
    schema: z.object({ status: z.enum(["resumed", "payment_due"]), invoiceUrl: z.string().optional() }),
  },
  example: { answer: { status: "resumed" } },
  problems: ["not_subscribed", "change_in_progress", ...FROM_STRIPE],
});
