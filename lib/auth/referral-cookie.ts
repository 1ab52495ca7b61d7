import { cookies } from "next/headers";
import { cookieName, expiredCookie } from "@/lib/cookies";

/** The referral code stored in this browser, or null. */
export async function keptReferralCode(): Promise<string | null> {
  return (await cookies()).get(cookieName("referral"))?.value ?? null;
}

/** Removed after sign-up: the next user of this browser was not referred. */
export async function forgetReferralCode(): Promise<void> {
  (await cookies()).set(expiredCookie("referral"));
}
