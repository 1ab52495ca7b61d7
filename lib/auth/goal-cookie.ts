import { cookies } from "next/headers";
import { returnPath } from "@/lib/auth/next-path";
import { cookieName, expiredCookie } from "@/lib/cookies";

/** The order that this browser was on the way to; undefined without one. */
export async function keptGoal(): Promise<string | undefined> {
  return returnPath((await cookies()).get(cookieName("goal"))?.value);
}

/** Removed once the order is on its way. */
export async function forgetGoal(): Promise<void> {
  (await cookies()).set(expiredCookie("goal"));
}
