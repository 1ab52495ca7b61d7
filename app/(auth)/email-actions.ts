"use server";

import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type FormState, refuse } from "@/components/ui/form-state";
import { confirmEmailChange } from "@/lib/auth/email/confirm-email-change";
import { verifyEmail } from "@/lib/auth/email/verify-email";
import { keptGoal } from "@/lib/auth/goal-cookie";
import { currentUser } from "@/lib/auth/guards";
import { deviceOf } from "@/lib/auth/request-device";
import { renewSession } from "@/lib/auth/session-cookie";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

/** Verifies the address the link was sent to, whether or not the browser is signed in. */
export async function verifyEmailAction(_before: FormState, form: FormData): Promise<FormState> {
  const { network } = deviceOf(await headers());
  const verified = await verifyEmail(database(), { token: form.get("token"), network }, await now());
  // The browser may have cached pages that show the verification notice and the old balance.
  revalidatePath("/", "layout");
  if (!verified.ok) redirect("/verify-email");
  const goal = await keptGoal();
  redirect(`/verify-email?done=1${goal ? `&next=${encodeURIComponent(goal)}` : ""}` as Route);
}

/** Changes the account's email address to the one the link was sent to. This browser stays signed in. */
export async function confirmEmailAction(_before: FormState, form: FormData): Promise<FormState> {
  const { network } = deviceOf(await headers());
  const user = await currentUser();
  const session = user?.sessionId ? { userId: user.id, sessionId: user.sessionId } : null;
  const input = { token: form.get("token"), session, network };
  const changed = await confirmEmailChange(database(), input, { now: await now(), at: new Date() });
  if (!changed.ok) {
    if (changed.reason === "link_over") redirect("/change-email");
    return refuse(form, "Another account already uses this address. Sign in to it, or choose a different address.");
  }
  if (!changed.kept) redirect("/signin?done=email");
  await renewSession(changed.kept);
  redirect("/settings?done=email");
}
