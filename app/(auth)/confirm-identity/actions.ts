"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type FormState, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { safeNextPath } from "@/lib/auth/next-path";
import { proveByPassword } from "@/lib/auth/prove-identity";
import { rateLimits } from "@/lib/auth/rate-limits";
import { deviceOf } from "@/lib/auth/request-device";
import { tooManyTries } from "@/lib/auth/too-many-tries";
import { database } from "@/lib/db";

/** Takes the password as a proof that it is the person who signed in, and goes on to `next`. */
export async function confirmWithPassword(_before: FormState, form: FormData): Promise<FormState> {
  const next = safeNextPath(form.get("next"));
  const { id: userId, sessionId, email } = await requireUser(next);
  if (sessionId === null) redirect(next as Route);
  const { address: ip, network } = deviceOf(await headers());
  const claim = { userId, sessionId, email, ip, network, password: form.get("password") };
  const result = await proveByPassword({ database: database(), limits: rateLimits() }, claim, new Date());
  if (result.ok) redirect(next as Route);
  if (result.reason === "rate_limited") return refuse(form, tooManyTries(result.retryAfterSeconds));
  return refuse(form, null, { password: "This is not your password." });
}
