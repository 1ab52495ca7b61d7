"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormState, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminReason, REASON } from "@/lib/account/admin-reason";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { startView } from "@/lib/auth/view-as/start-view";
import { sealView } from "@/lib/auth/view-as/view-cookie";
import { newCookie } from "@/lib/cookies";
import { database } from "@/lib/db";
import { userSentence } from "@/lib/refusals/user-sentence";

/** Begins a view of the app as a user, in this browser. */
export async function viewAs(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const userId = z.uuid().safeParse(form.get("user"));
  const { sessionId } = admin;
  if (!userId.success || !sessionId) return refuse(form, userSentence("unknown_user"));
  const why = adminReason.safeParse(form.get("viewReason"));
  if (!why.success) return refuse(form, null, { viewReason: REASON });
  const reason = why.data;
  const actor = { ...(await adminActor(admin)), userId: admin.id };
  const started = await startView(database(), actor, { userId: userId.data, sessionId, reason }, new Date());
  if (!started.ok) {
    return refuse(form, started.reason === "is_admin" ? "Admins cannot be viewed." : userSentence("unknown_user"));
  }
  (await cookies()).set(newCookie("view", sealView(sessionId, started.until)));
  redirect("/dashboard");
}
