import { z } from "zod";
import { clientSecret, exampleCheckout, redirectTo } from "@/lib/api/endpoints/billing/fields";
import { FROM_STRIPE_ON_PURCHASE } from "@/lib/api/endpoints/billing/stripe-problems";
import { paymentView } from "@/lib/api/endpoints/billing/view";
import { examplePackPayment } from "@/lib/api/endpoints/packs/example";
import { packReference } from "@/lib/api/endpoints/plans/fields";
import { define } from "@/lib/api/http/definition";
import { returnUrl } from "@/lib/api/http/return-url";
import { creditAmount, credits } from "@/lib/api/http/schemas";
import { MAX_PACK_QUANTITY } from "@/lib/billing/purchases/start-pack-checkout";

const chosenCredits = creditAmount.optional().meta({
  description: "How many credits to buy of a pack with `volume`; without it, as many as the pack has.",
});

export const packCheckoutEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/checkout",
  summary: "Buy a pack through Stripe Checkout",
  access: "billing:write",
  body: z
    .strictObject({
      pack: packReference,
      quantity: z
        .int()
        .min(1, "Must be at least 1.")
        .max(MAX_PACK_QUANTITY, `Must be at most ${MAX_PACK_QUANTITY}.`)
        .default(1),
      credits: chosenCredits,
      returnUrl: returnUrl.optional(),
    })
    .refine(({ quantity, credits }) => credits === undefined || quantity === 1, {
      path: ["quantity"],
      error: "Send credits or a quantity, not both.",
    }),
  success: { status: 201, schema: redirectTo },
  example: { body: { pack: "pack_500", quantity: 2 }, answer: exampleCheckout },
  problems: ["unknown_pack", "balance_out_of_range", "change_in_progress", ...FROM_STRIPE_ON_PURCHASE],
});

export const topUpEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/topup",
  summary: "Buy a pack with the saved card",
  description:
    "Charges the card that was saved last, or the default card chosen in the portal. Send an `Idempotency-Key` header: requests with the same key return the same payment and never charge twice. `requires_action` means that the bank requires authentication: complete it in the browser with the `clientSecret`, or send the customer to `redirectUrl`, the bank's page. It leads to `returnUrl`, with `refill_topup=<payment id>` added, or else to `/billing/confirm/<payment id>`. The credits are available once the status is `succeeded`.",
  access: "billing:write",
  body: z.strictObject({ pack: packReference, credits: chosenCredits, returnUrl: returnUrl.optional() }),
  success: {
    status: 200,
    schema: z.object({
      status: z.enum(["succeeded", "requires_action", "processing"]),
      clientSecret,
      redirectUrl: z.string().optional().meta({ description: "The bank's page, if it requires authentication." }),
      payment: paymentView,
      credits: credits.optional().meta({ description: "The credits added, once the payment has succeeded." }),
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
