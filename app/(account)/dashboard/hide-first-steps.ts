"use server";

import { cookies } from "next/headers";
import { HIDDEN_FOR } from "@/app/(account)/dashboard/hidden-for";
import { requireUser } from "@/lib/auth/guards";
import { secureCookies } from "@/lib/auth/session";

const YEAR_SECONDS = 365 * 86_400;

/** Hides the checklist of the dashboard for this user in this browser. */
export async function hideFirstSteps(): Promise<void> {
  const user = await requireUser("/dashboard");
  const jar = await cookies();
  jar.set(HIDDEN_FOR, user.id, {
    httpOnly: true,
    sameSite: "lax",
    secure: secureCookies(),
    path: "/",
    maxAge: YEAR_SECONDS,
  });
}
