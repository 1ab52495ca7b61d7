import { z } from "zod";
import { credits, creditTotal } from "@/lib/api/http/schemas";
import { REFUSAL_REASONS } from "@/lib/billing/referrals/refusal-reasons";

export const referralView = z
  .object({
    code: z.string(),
    link: z.url(),
    counts: z.object({
      pending: z.int().meta({ description: "Signed up, but have not paid yet." }),
      rewarded: z.int(),
      refused: z.int().meta({ description: "Paid, but earned no credits; `refusals` has the reasons." }),
    }),
    refusals: z
      .array(z.object({ reason: z.enum(REFUSAL_REASONS), count: z.int() }))
      .meta({ description: "Why referrals earned no credits, with the number of each reason." }),
    creditsEarned: creditTotal.meta({ description: "Credits earned, minus those taken back after refunds." }),
    rewards: z
      .object({ referrer: credits, referred: credits })
      .meta({ description: "The credits that each side receives for the next referral; 0 while referrals are off." }),
  })
  .meta({ title: "Referral", description: "A referral code and its results." });
