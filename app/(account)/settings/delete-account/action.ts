"use server";

import { redirect } from "next/navigation";
import { type FormState, refuse } from "@/components/ui/form-state";
import { requestDeletion } from "@/lib/account/delete/request-deletion";
import { requireUser } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { endCurrentSession } from "@/lib/auth/session-cookie";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

/** Deletes the signed-in user's account once they have typed its email address. */
export async function deleteAccount(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/settings/delete-account");
  requireRecentIdentity(user, "/settings/delete-account");
  const typed = String(form.get("confirmation") ?? "")
    .trim()
    .toLowerCase();
  if (typed !== user.email) return refuse(form, null, { confirmation: `Type ${user.email} to confirm.` });
  const who = { userId: user.id, actorId: user.id };
  const requested = await requestDeletion(database(), who, { at: new Date(), now: await now() });
  if (!requested.ok && requested.reason === "last_admin") {
    return refuse(form, "You are the only admin. Make someone else an admin first.");
  }
  await endCurrentSession();
  redirect("/goodbye");
}
