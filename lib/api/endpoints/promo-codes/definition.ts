import { z } from "zod";
import { exampleRedeemed, exampleReferral } from "@/lib/api/endpoints/entitlements/example";
import { define } from "@/lib/api/http/definition";
import { credits, creditTotal, text, time } from "@/lib/api/http/schemas";
import { REFUSAL_REASONS } from "@/lib/billing/referrals/refusal-reasons";

export const getReferralEndpoint = define({
  method: "GET",
  path: "/api/v1/referral",
  summary: "Get the referral link",
  description:
    "Someone who signs up by the link is referred. With their first paid invoice of a plan both get credits; what is refunded of it is taken back of both in proportion. Each card brings one reward, and none when it is the referrer's own. The code is made at the first call; it counts once its owner's email address is verified.",
  access: "billing:read",
  success: {
    status: 200,
    schema: z
      .object({
        code: z.string(),
        link: z.url(),
        counts: z.object({
          pending: z.int().meta({ description: "Signed up, have yet to pay." }),
          rewarded: z.int(),
          refused: z.int().meta({ description: "Paid, but no credits were due: `refusals` says why." }),
        }),
        refusals: z
          .array(z.object({ reason: z.enum(REFUSAL_REASONS), count: z.int() }))
          .meta({ description: "The reasons why referrals were refused, with how many each." }),
        creditsEarned: creditTotal.meta({ description: "Without what went back with refunds." }),
        rewards: z
          .object({ referrer: credits, referred: credits })
          .meta({ description: "What the next one brings each side; 0 and 0 while referrals are off." }),
      })
      .meta({ title: "Referral", description: "An invitation and what came of it." }),
  },
  example: { answer: exampleReferral },
});

export const redeemPromoCodeEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/promo-codes",
  summary: "Redeem a code for credits",
  description:
    "Once for each account. Case and blanks do not matter. The account's email address must be verified. Codes that come to nothing are limited to a few an hour for each account.",
  access: "billing:write",
  body: z.strictObject({ code: text(200).min(1, "Give a code.") }),
  success: {
    status: 201,
    schema: z.object({
      credits,
      lot: z.string().meta({ description: "The lot they are in." }),
      expiresAt: time.nullable().meta({ description: "When they end, if they do." }),
    }),
  },
  example: { body: { code: "WELCOME40" }, answer: exampleRedeemed },
  problems: [
    "unknown_promo_code",
    "promo_code_over",
    "promo_code_redeemed",
    "balance_out_of_range",
    "email_not_verified",
    "rate_limited",
  ],
});
