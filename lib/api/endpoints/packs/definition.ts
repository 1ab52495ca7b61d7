import { z } from "zod";
import { autoTopupView } from "@/lib/api/endpoints/auto-topup/view";
import { exampleAutoTopup, examplePackPayment } from "@/lib/api/endpoints/billing/example";
import { FROM_STRIPE, FROM_STRIPE_ON_PURCHASE } from "@/lib/api/endpoints/billing/stripe-problems";
import { paymentView } from "@/lib/api/endpoints/billing/view";
import { define } from "@/lib/api/http/definition";
import { cents, creditAmount, credits, text } from "@/lib/api/http/schemas";
import { MAX_AMOUNT_CENTS } from "@/lib/catalog/charge-limits";

const pack = text(255).min(1).meta({ description: "A pack's id or key from GET /plans." });
const price = text(255)
  .min(1)
  .meta({ description: "A price's id or lookup key from GET /plans, or its id in Stripe." });
const clientSecret = z
  .string()
  .optional()
  .meta({ description: "For Stripe.js in the buyer's browser (`handleNextAction`), when the bank wants to ask." });

export const topUpEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/topup",
  summary: "Buy a pack with the saved card",
  description:
    "Charges the card that was saved last, or made the default in the portal. Send an `Idempotency-Key` header: the same key gives the same payment, never two charges. `requires_action` means that the bank wants to ask the buyer: confirm with the `clientSecret` in the browser, or send the person to `/billing/confirm/<payment id>`. Credits are there when the status is `succeeded`.",
  access: "billing:write",
  body: z.strictObject({ pack }),
  success: {
    status: 200,
    schema: z.object({
      status: z.enum(["succeeded", "requires_action", "processing"]),
      clientSecret,
      payment: paymentView,
      credits: credits.optional().meta({ description: "What the purchase brought, once it is paid." }),
    }),
  },
  example: { body: { pack: "pack_500" }, answer: { status: "succeeded", payment: examplePackPayment, credits: 500 } },
  problems: [
    "card_declined",
    "unknown_pack",
    "no_saved_card",
    "balance_out_of_range",
    "idempotency_key_reused",
    "rate_limited",
    ...FROM_STRIPE_ON_PURCHASE,
  ],
});

export const getAutoTopupEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/auto-topup",
  summary: "Get the auto top-up",
  description: "The rule by which a pack is bought when credits run low, and how it stands.",
  access: "billing:read",
  success: { status: 200, schema: autoTopupView },
  example: { answer: exampleAutoTopup },
});

export const setAutoTopupEndpoint = define({
  method: "PUT",
  path: "/api/v1/credits/auto-topup",
  summary: "Set the auto top-up",
  description:
    "When fewer than `threshold` credits are available, the pack is bought with the saved card: one payment at a time, five minutes apart at least, and for at most `monthlyCapCents` in a calendar month (UTC). Three declines in a row switch it off, as does a bank that wants to ask; a mail says so. Setting it forgets former declines.",
  access: "billing:write",
  body: z.strictObject({
    enabled: z.boolean(),
    threshold: creditAmount.meta({ description: "Available credits below which it buys." }),
    pack,
    monthlyCapCents: cents.min(1, "Give at least 1.").max(MAX_AMOUNT_CENTS, `Give at most ${MAX_AMOUNT_CENTS}.`).meta({
      description:
        "Most money in a calendar month, UTC, in the minor unit of the pack's currency; at least what the pack costs.",
    }),
  }),
  success: { status: 200, schema: autoTopupView },
  example: {
    body: { enabled: true, threshold: 100, pack: "pack_500", monthlyCapCents: 5000 },
    answer: exampleAutoTopup,
  },
  problems: ["unknown_pack", "no_saved_card", ...FROM_STRIPE],
});

export const subscribeEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription",
  summary: "Subscribe with a payment method",
  description:
    "Attaches the payment method (made with Stripe.js), makes it the default, and charges the first payment. `incomplete` with a `clientSecret` means that the bank wants to ask the buyer: confirm with it in the browser. A card that is declined leaves no subscription behind. A plan with trial days begins with a trial, once for each person and each card: a card that has had one is refused with `trial_refused` and nothing is charged. The same `Idempotency-Key` header gives the same subscription.",
  access: "billing:write",
  body: z.strictObject({
    price,
    paymentMethod: text(255).min(1).meta({ description: "A payment method's id in Stripe.", example: "pm_1a2b3c" }),
    trial: z
      .enum(["offered", "none"], "Give offered or none.")
      .default("offered")
      .meta({ description: "`none` begins without the plan's trial and charges at once." }),
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
