import { env } from "@/lib/env";

/** The rewards of a referral in credits, and the maximum number of rewarded referrals per referrer. */
export type RewardTerms = { referrer: bigint; referred: bigint; cap: number };

/** From the settings. Null when neither side gets anything: then referrals are off. */
export function rewardTerms(): RewardTerms | null {
  const { REFERRAL_CREDITS_REFERRER, REFERRAL_CREDITS_REFERRED, REFERRAL_CAP } = env();
  if (REFERRAL_CREDITS_REFERRER + REFERRAL_CREDITS_REFERRED === 0) return null;
  return {
    referrer: BigInt(REFERRAL_CREDITS_REFERRER),
    referred: BigInt(REFERRAL_CREDITS_REFERRED),
    cap: REFERRAL_CAP,
  };
}
