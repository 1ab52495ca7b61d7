"use server";

import { headers } from "next/headers";
import type { Resent } from "@/components/account/resend-button";
import { resendVerification } from "@/lib/auth/email/resend-verification";
import { requireUser } from "@/lib/auth/guards";
import { mailLimits } from "@/lib/auth/mail-limits";
import { deviceOf } from "@/lib/auth/request-device";
import { tooManyTries } from "@/lib/auth/too-many-tries";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

/** Sends the caller a new verification link. */
export async function resendVerificationAction(_before: Resent): Promise<Resent> {
  const user = await requireUser("/dashboard");
  const { address: ip } = deviceOf(await headers());
  const services = { database: database(), limits: mailLimits() };
  const sent = await resendVerification(services, { userId: user.id, ip }, await now());
  if (!sent.ok) return { ok: false, sentence: tooManyTries(sent.retryAfterSeconds) };
  if (sent.status === "verified_already") return { ok: true, sentence: "Your email address is already verified." };
  return { ok: true, sentence: `We sent a new link to ${user.email}.` };
}
