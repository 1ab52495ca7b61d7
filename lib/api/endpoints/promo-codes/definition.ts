import { z } from "zod";
import { define } from "@/lib/api/http/definition";
import { credits, text, time } from "@/lib/api/http/schemas";

export const redeemPromoCodeEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/promo-codes",
  summary: "Redeem a promo code",
  description:
    "Grants the credits of a promo code or a gift code. Each account can redeem a promo code once, and its email address must be verified. A gift code can be redeemed once. Case and spaces are ignored. Each account can try only a few wrong codes an hour.",
  access: "billing:write",
  body: z.strictObject({ code: text(200).min(1, "Enter a code.") }),
  success: {
    status: 201,
    schema: z.object({
      credits,
      lot: z.string().meta({ description: "The id of the lot with the credits." }),
      expiresAt: time.nullable().meta({ description: "When the credits expire, if they do." }),
    }),
  },
  example: {
    body: { code: "WELCOME40" },
    answer: { credits: 40, lot: "0193a1b2-0000-7000-8000-000000000020", expiresAt: "2026-12-24T09:30:00.000Z" },
  },
  problems: [
    "unknown_promo_code",
    "promo_code_over",
    "promo_code_redeemed",
    "balance_out_of_range",
    "email_not_verified",
    "rate_limited",
  ],
});
