import { cookies } from "next/headers";
import { GOAL_COOKIE, goalCookie } from "@/lib/auth/goal";
import { returnPath } from "@/lib/auth/next-path";
import { secureCookies } from "@/lib/auth/session";

/** The order that this browser was on the way to; undefined without one. */
export async function keptGoal(): Promise<string | undefined> {
  return returnPath((await cookies()).get(GOAL_COOKIE)?.value);
}

/** Removed once the order is on its way. */
export async function forgetGoal(): Promise<void> {
  (await cookies()).set(GOAL_COOKIE, "", { ...goalCookie(secureCookies()), maxAge: 0 });
}
