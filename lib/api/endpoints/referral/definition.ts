import { referralView } from "@/lib/api/endpoints/referral/view";
import { define } from "@/lib/api/http/definition";

export const getReferralEndpoint = define({
  method: "GET",
  path: "/api/v1/referral",
  summary: "Get the referral link",
  description:
    "Returns the account's referral code and link, and what its referrals have earned. When a referred customer pays their first invoice for a plan, both sides receive credits. If the invoice is refunded, the credits are taken back in proportion. Each card earns one reward, and none if it is the referrer's own. The code is created with the first request and is valid once its owner's email address is verified.",
  access: "billing:read",
  success: { status: 200, schema: referralView },
  example: {
    answer: {
      code: "K7Q2MWXP",
      link: "https://app.example.com/signup?ref=K7Q2MWXP",
      counts: { pending: 2, rewarded: 3, refused: 1 },
      refusals: [{ reason: "card_already_rewarded", count: 1 }],
      creditsEarned: 300,
      rewards: { referrer: 100, referred: 100 },
    },
  },
});
