"use server";

import { cookies } from "next/headers";
import { requireUser } from "@/lib/auth/guards";
import { newCookie } from "@/lib/cookies";

/** Hides the checklist of the dashboard for this user in this browser. */
export async function hideFirstSteps(): Promise<void> {
  const user = await requireUser("/dashboard");
  (await cookies()).set(newCookie("firstSteps", user.id));
}
