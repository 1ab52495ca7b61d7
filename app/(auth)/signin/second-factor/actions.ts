"use server";

import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type FormState, fieldErrors, refuse } from "@/components/ui/form-state";
import { pendingUser } from "@/lib/auth/guards";
import { deviceToken } from "@/lib/auth/known-device";
import { safeNextPath } from "@/lib/auth/next-path";
import { deviceOf } from "@/lib/auth/request-device";
import { codeForm } from "@/lib/auth/schemas";
import { codeLimit } from "@/lib/auth/second-factor/code-limit";
import { completeSignIn } from "@/lib/auth/second-factor/complete-sign-in";
import { INVALID_CODE_SENTENCE } from "@/lib/auth/second-factor/sentences";
import { tooManyTries } from "@/lib/auth/too-many-tries";
import { database } from "@/lib/db";

/** Checks the code for a pending sign-in, then redirects to `next`. */
export async function giveSecondFactor(_before: FormState, form: FormData): Promise<FormState> {
  const next = safeNextPath(form.get("next"));
  const user = await pendingUser();
  if (user?.sessionId == null) redirect(`/signin?next=${encodeURIComponent(next)}` as Route);
  const parsed = codeForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refuse(form, null, fieldErrors(parsed.error));
  const { network } = deviceOf(await headers());
  const attempt = {
    userId: user.id,
    sessionId: user.sessionId,
    code: parsed.data.code,
    network,
    deviceToken: await deviceToken(),
  };
  const result = await completeSignIn({ database: database(), limit: codeLimit() }, attempt, new Date());
  if (result.ok) {
    // No cookie changed, so nothing else told the browser that its cached pages are those of a signed-out visitor.
    revalidatePath("/", "layout");
    redirect(next as Route);
  }
  if (result.reason === "rate_limited") return refuse(form, tooManyTries(result.retryAfterSeconds));
  return refuse(form, null, { code: INVALID_CODE_SENTENCE });
}
