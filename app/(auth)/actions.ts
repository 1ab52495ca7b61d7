"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { toProvider } from "@/app/(auth)/to-provider";
import { type FormState, refuse } from "@/components/ui/form-state";
import { clientIp } from "@/lib/auth/client-ip";
import { pendingUser, secondFactorPath } from "@/lib/auth/guards";
import { deviceTokenOf } from "@/lib/auth/known-device";
import { safeNextPath } from "@/lib/auth/next-path";
import { rateLimits } from "@/lib/auth/rate-limits";
import { forgetReferralCode, keptReferralCode } from "@/lib/auth/referral-cookie";
import { endCurrentSession, startSession } from "@/lib/auth/session-cookie";
import { signIn } from "@/lib/auth/sign-in";
import { REFUSED_SENTENCE, signUp } from "@/lib/auth/sign-up";
import { tooManyTries } from "@/lib/auth/too-many-tries";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { userSentence } from "@/lib/refusals/user-sentence";

/** Signs in with an email address and password, then redirects to `next`. */
export async function signInAction(_before: FormState, form: FormData): Promise<FormState> {
  const result = await signIn({ db: database().prisma, limits: rateLimits() }, await credentials(form));
  if (result.ok) {
    const { userId, sessionVersion: provedAt } = result;
    return enter({ userId, method: "password", provedAt }, form);
  }
  if (result.reason === "rate_limited") return refuse(form, tooManyTries(result.retryAfterSeconds));
  return refuse(form, userSentence("invalid_credentials"));
}

/** Creates an account, signs in and redirects to `next`. */
export async function signUpAction(_before: FormState, form: FormData): Promise<FormState> {
  const referralCode = await keptReferralCode();
  const input = { ...(await credentials(form)), name: form.get("name") ?? undefined, referralCode };
  const result = await signUp({ database: database(), limits: rateLimits() }, input, await now());
  if (result.ok) {
    await forgetReferralCode();
    const { userId, created, provedAt } = result;
    return enter({ userId, method: created ? "sign_up" : "password", provedAt }, form);
  }
  switch (result.reason) {
    case "invalid":
      return refuse(form, null, Object.fromEntries(result.errors.map(({ field, message }) => [field, message])));
    case "refused":
      return refuse(form, REFUSED_SENTENCE);
    case "rate_limited":
      return refuse(form, tooManyTries(result.retryAfterSeconds));
  }
}

/** Goes to the provider that the form names, which signs in and returns to `next`. */
export async function signInWithProvider(_before: FormState, form: FormData): Promise<FormState> {
  return toProvider(form, safeNextPath(form.get("next")));
}

/** Signs out in the browser and on the server, then redirects to the home page. */
export async function signOutAction(): Promise<void> {
  await endCurrentSession();
  redirect("/");
}

async function credentials(form: FormData) {
  const sent = await headers();
  const ip = clientIp(sent, env().TRUSTED_PROXIES);
  return { email: form.get("email"), password: form.get("password"), ip, deviceToken: deviceTokenOf(sent) };
}

async function enter(signedIn: Parameters<typeof startSession>[0], form: FormData): Promise<never> {
  await startSession(signedIn);
  const next = safeNextPath(form.get("next"));
  redirect(((await pendingUser()) ? secondFactorPath(next) : next) as Route);
}
