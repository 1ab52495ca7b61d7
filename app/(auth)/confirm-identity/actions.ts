"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type FormState, fieldErrors, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { deviceTokenOf } from "@/lib/auth/known-device";
import { safeNextPath } from "@/lib/auth/next-path";
import { type Claimant, proveByCode, proveByPassword } from "@/lib/auth/prove-identity";
import { rateLimits } from "@/lib/auth/rate-limits";
import { deviceOf } from "@/lib/auth/request-device";
import { codeForm } from "@/lib/auth/schemas";
import { codeLimit } from "@/lib/auth/second-factor/code-limit";
import { INVALID_CODE_SENTENCE } from "@/lib/auth/second-factor/sentences";
import { tooManyTries } from "@/lib/auth/too-many-tries";
import { database } from "@/lib/db";

/** Accepts the password as proof of identity, then redirects to `next`. */
export async function confirmWithPassword(_before: FormState, form: FormData): Promise<FormState> {
  const next = safeNextPath(form.get("next"));
  const claim = { ...(await claimant(next)), password: form.get("password") };
  const result = await proveByPassword({ database: database(), limits: rateLimits() }, claim, new Date());
  if (result.ok) redirect(next as Route);
  if (result.reason === "rate_limited") return refuse(form, tooManyTries(result.retryAfterSeconds));
  return refuse(form, null, { password: "This password is incorrect." });
}

/** Accepts a second-factor code as proof of identity, then redirects to `next`. */
export async function confirmWithCode(_before: FormState, form: FormData): Promise<FormState> {
  const next = safeNextPath(form.get("next"));
  const parsed = codeForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refuse(form, null, fieldErrors(parsed.error));
  const claim = { ...(await claimant(next)), code: parsed.data.code };
  const result = await proveByCode({ database: database(), limit: codeLimit() }, claim, new Date());
  if (result.ok) redirect(next as Route);
  if (result.reason === "rate_limited") return refuse(form, tooManyTries(result.retryAfterSeconds));
  return refuse(form, null, { code: INVALID_CODE_SENTENCE });
}

async function claimant(next: string): Promise<Claimant> {
  const { id: userId, sessionId, email, hasSecondFactor } = await requireUser(next);
  // Pages and actions always have a session; only bearer tokens have none.
  if (sessionId === null) redirect(next as Route);
  const sent = await headers();
  const { address: ip, network } = deviceOf(sent);
  return { userId, sessionId, email, hasSecondFactor, ip, network, deviceToken: deviceTokenOf(sent) };
}
