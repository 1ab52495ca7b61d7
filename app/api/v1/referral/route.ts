import { getReferralEndpoint } from "@/lib/api/endpoints/referral/definition";
import { jsonInteger, jsonTotal } from "@/lib/api/http/json";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { referralLink } from "@/lib/auth/referral-link";
import { referralOf } from "@/lib/billing/referrals/queries";
import { env } from "@/lib/env";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getReferralEndpoint, async ({ account: { userId }, database }) => {
    const { code, creditsEarned, terms, refusals, ...counts } = await referralOf(database, userId);
    return {
      code,
      link: referralLink(env().APP_URL, code),
      counts,
      refusals,
      creditsEarned: jsonTotal(creditsEarned),
      rewards: { referrer: jsonInteger(terms?.referrer ?? 0n), referred: jsonInteger(terms?.referred ?? 0n) },
    };
  }),
});
