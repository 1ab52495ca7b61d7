"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { type FormState, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { requestEmailChange } from "@/lib/auth/email/request-email-change";
import { requireUser } from "@/lib/auth/guards";
import { mailLimits } from "@/lib/auth/mail-limits";
import { deviceOf } from "@/lib/auth/request-device";
import { nameSchema } from "@/lib/auth/schemas";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { tooManyTries } from "@/lib/auth/too-many-tries";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

/** Saves the user's name, which may be empty. */
export async function saveName(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/settings");
  const parsed = nameSchema.safeParse(form.get("name"));
  if (!parsed.success) return refuse(form, null, { name: parsed.error.issues[0]?.message ?? "Enter a name." });
  await database().prisma.user.update({ where: { id: user.id }, data: { name: parsed.data || null } });
  revalidatePath("/", "layout");
  return { ...freshForm, done: true };
}

/** Sends a confirmation link to the new email address. */
export async function changeEmail(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/settings");
  if (!isRecentlyAuthenticated(user, new Date())) return refuseUnconfirmed(form);
  const { address: ip, network } = deviceOf(await headers());
  const services = { database: database(), limits: mailLimits() };
  const input = { userId: user.id, email: form.get("newEmail"), ip, network };
  const asked = await requestEmailChange(services, input, await now());
  if (asked.ok) return { ...freshForm, done: true, message: asked.email };
  if (asked.reason === "rate_limited") return refuse(form, tooManyTries(asked.retryAfterSeconds));
  return refuse(form, null, { newEmail: asked.message });
}
