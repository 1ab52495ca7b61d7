import { env } from "@/lib/env";

/** What a referral brings, in credits, and to how many referrals of one referrer. */
export type RewardTerms = { referrer: bigint; referred: bigint; cap: number };

/** As the settings say. Null when neither side gets anything: then nothing is referred. */
export function rewardTerms(): RewardTerms | null {
  const { REFERRAL_CREDITS_REFERRER, REFERRAL_CREDITS_REFERRED, REFERRAL_CAP } = env();
  if (REFERRAL_CREDITS_REFERRER + REFERRAL_CREDITS_REFERRED === 0) return null;
  return {
    referrer: BigInt(REFERRAL_CREDITS_REFERRER),
    referred: BigInt(REFERRAL_CREDITS_REFERRED),
    cap: REFERRAL_CAP,
  };
}
