"use server";

import { revalidatePath } from "next/cache";
import { type FormState, fieldErrors, freshForm, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { saveNotificationSettings } from "@/lib/notify/save-notification-settings";
import { notificationForm } from "@/lib/notify/schemas";

/** Saves the user's notification settings. */
export async function saveNotifications(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/settings");
  const parsed = notificationForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refuse(form, null, fieldErrors(parsed.error));
  await saveNotificationSettings(database(), user.id, parsed.data, await now());
  revalidatePath("/settings");
  return { ...freshForm, done: true };
}
