import { cookies } from "next/headers";
import { REFERRAL_COOKIE, referralCookie } from "@/lib/auth/referral-link";
import { secureCookies } from "@/lib/auth/session";

/** The code of the link this browser came by; null when it came by none. */
export async function keptReferralCode(): Promise<string | null> {
  return (await cookies()).get(REFERRAL_COOKIE)?.value ?? null;
}

/** Once somebody has signed up, the next person at this browser came by themselves. */
export async function forgetReferralCode(): Promise<void> {
  (await cookies()).set(REFERRAL_COOKIE, "", { ...referralCookie(secureCookies()), maxAge: 0 });
}
