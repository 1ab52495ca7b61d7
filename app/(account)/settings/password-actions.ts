"use server";

import { headers } from "next/headers";
import { type FormState, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { deviceTokenOf } from "@/lib/auth/known-device";
import { mailLimits } from "@/lib/auth/mail-limits";
import { changePassword } from "@/lib/auth/passwords/change-password";
import { requestPasswordReset } from "@/lib/auth/passwords/request-password-reset";
import { rateLimits } from "@/lib/auth/rate-limits";
import { deviceOf } from "@/lib/auth/request-device";
import { renewSession } from "@/lib/auth/session-cookie";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { tooManyTries } from "@/lib/auth/too-many-tries";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

/** Changes the password, given the current one. This browser stays signed in. */
export async function changePasswordAction(_before: FormState, form: FormData): Promise<FormState> {
  const { id, email, sessionId, hasSecondFactor, authenticatedAt } = await requireUser("/settings");
  if (sessionId === null) return refuse(form, "Sign in to change your password.");
  // The current password is proof enough, except on an account with two-step sign-in.
  if (hasSecondFactor && !isRecentlyAuthenticated({ authenticatedAt }, new Date())) return refuseUnconfirmed(form);
  const sent = await headers();
  const { address: ip, network } = deviceOf(sent);
  const changed = await changePassword(
    { database: database(), limits: rateLimits() },
    {
      user: { id, email, sessionId },
      current: form.get("currentPassword"),
      next: form.get("newPassword"),
      ip,
      network,
      deviceToken: deviceTokenOf(sent),
    },
    { now: await now(), at: new Date() },
  );
  if (changed.ok) {
    await renewSession(changed.kept);
    return { ...freshForm, done: true };
  }
  switch (changed.reason) {
    case "wrong_password":
      return refuse(form, null, { currentPassword: "This password is incorrect." });
    case "invalid":
      return refuse(form, null, { newPassword: changed.message });
    case "rate_limited":
      return refuse(form, tooManyTries(changed.retryAfterSeconds));
  }
}

/** Sends a link to set a first password: access to the account's mailbox is the proof of identity. */
export async function mailPasswordLink(_before: FormState, form: FormData): Promise<FormState> {
  const { email } = await requireUser("/settings");
  const { address: ip, network } = deviceOf(await headers());
  const services = { database: database(), limits: mailLimits() };
  const asked = await requestPasswordReset(services, { email, ip, network, purpose: "first_password" });
  if (asked.ok) return { ...freshForm, done: true };
  return refuse(form, asked.reason === "rate_limited" ? tooManyTries(asked.retryAfterSeconds) : asked.message);
}
