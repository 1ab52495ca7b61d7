"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type FormState, freshForm, refuse } from "@/components/ui/form-state";
import { keptGoal } from "@/lib/auth/goal-cookie";
import { mailLimits } from "@/lib/auth/mail-limits";
import { requestPasswordReset } from "@/lib/auth/passwords/request-password-reset";
import { resetPassword } from "@/lib/auth/passwords/reset-password";
import { deviceOf } from "@/lib/auth/request-device";
import { tooManyTries } from "@/lib/auth/too-many-tries";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

/** Sends a password reset link to this address, if an account has it. */
export async function forgotPasswordAction(_before: FormState, form: FormData): Promise<FormState> {
  const { address: ip, network } = deviceOf(await headers());
  const services = { database: database(), limits: mailLimits() };
  const asked = await requestPasswordReset(services, { email: form.get("email"), ip, network });
  if (asked.ok) return { ...freshForm, done: true };
  if (asked.reason === "rate_limited") return refuse(form, tooManyTries(asked.retryAfterSeconds));
  return refuse(form, null, { email: asked.message });
}

/** Sets the new password chosen through the emailed link. The person then signs in with it. */
export async function resetPasswordAction(_before: FormState, form: FormData): Promise<FormState> {
  const { network } = deviceOf(await headers());
  const input = { token: form.get("token"), password: form.get("password"), network };
  const reset = await resetPassword(database(), input, { now: await now(), at: new Date() });
  if (reset.ok) {
    const goal = await keptGoal();
    redirect(`/signin?done=password${goal ? `&next=${encodeURIComponent(goal)}` : ""}` as Route);
  }
  if (reset.reason === "link_over") redirect("/reset-password");
  return refuse(form, null, { password: reset.message });
}
