import { z } from "zod";
import { exampleAutoTopup } from "@/lib/api/endpoints/auto-topup/example";
import { autoTopupView } from "@/lib/api/endpoints/auto-topup/view";
import { FROM_STRIPE } from "@/lib/api/endpoints/billing/stripe-problems";
import { packReference } from "@/lib/api/endpoints/plans/fields";
import { define } from "@/lib/api/http/definition";
import { cents, creditAmount } from "@/lib/api/http/schemas";
import { MAX_AMOUNT_CENTS } from "@/lib/catalog/charge-limits";

export const getAutoTopupEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/auto-topup",
  summary: "Get auto top-up settings",
  description: "Returns the settings for buying a pack automatically when credits run low, and their current state.",
  access: "billing:read",
  success: { status: 200, schema: autoTopupView },
  example: { answer: exampleAutoTopup },
});

export const setAutoTopupEndpoint = define({
  method: "PUT",
  path: "/api/v1/credits/auto-topup",
  summary: "Update auto top-up settings",
  description:
    "When fewer than `threshold` credits are available, the pack is bought with the saved card. Payments are made one at a time, at least five minutes apart, and never exceed `monthlyCapCents` in a calendar month (UTC). Auto top-up is turned off after three declines in a row, or when the bank requires authentication; an email says so. Updating the settings resets the count of declines.",
  access: "billing:write",
  body: z.strictObject({
    enabled: z.boolean(),
    threshold: creditAmount.meta({ description: "Buy when fewer credits than this are available." }),
    pack: packReference,
    monthlyCapCents: cents
      .min(1, "Must be at least 1.")
      .max(MAX_AMOUNT_CENTS, `Must be at most ${MAX_AMOUNT_CENTS}.`)
      .meta({
        description:
          "The most to spend in a calendar month (UTC), in the minor unit of the pack's currency. At least the price of the pack.",
      }),
  }),
  success: { status: 200, schema: autoTopupView },
  example: {
    body: { enabled: true, threshold: 100, pack: "pack_500", monthlyCapCents: 30000 },
    answer: exampleAutoTopup,
  },
  problems: ["unknown_pack", "no_saved_card", ...FROM_STRIPE],
});
