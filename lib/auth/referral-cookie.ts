import { cookies } from "next/headers";
import { REFERRAL_COOKIE, referralCookie } from "@/lib/auth/referral-link";
import { secureCookies } from "@/lib/auth/session";

/** The referral code stored in this browser, or null. */
export async function keptReferralCode(): Promise<string | null> {
  return (await cookies()).get(REFERRAL_COOKIE)?.value ?? null;
}

/** Removed after sign-up: the next user of this browser was not referred. */
export async function forgetReferralCode(): Promise<void> {
  (await cookies()).set(REFERRAL_COOKIE, "", { ...referralCookie(secureCookies()), maxAge: 0 });
}
