"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import type { SetupState } from "@/components/account/second-factor-setup";
import { fieldErrors, freshForm, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { deviceTokenOf } from "@/lib/auth/known-device";
import { deviceOf } from "@/lib/auth/request-device";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { enrolmentForm } from "@/lib/auth/schemas";
import { disableSecondFactor } from "@/lib/auth/second-factor/disable-second-factor";
import { enableSecondFactor } from "@/lib/auth/second-factor/enable-second-factor";
import { renewRecoveryCodes } from "@/lib/auth/second-factor/renew-recovery-codes";
import { INVALID_CODE_SENTENCE } from "@/lib/auth/second-factor/sentences";
import { renewSession } from "@/lib/auth/session-cookie";
import { database } from "@/lib/db";

const SETTINGS = "/settings";

/** Turns on two-step sign-in. The sealed secret proves that the person confirmed their identity when they opened the page. */
export async function enableTwoStep(_before: SetupState, form: FormData): Promise<SetupState> {
  const { id: userId, sessionId } = await requireUser(SETTINGS);
  const parsed = enrolmentForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refuse(form, null, fieldErrors(parsed.error));
  if (sessionId === null) return refuse(form, "Sign in again, then set up two-step sign-in.");
  const sent = await headers();
  const browser = { network: deviceOf(sent).network, deviceToken: deviceTokenOf(sent) };
  const result = await enableSecondFactor(database(), { userId, sessionId, ...browser, ...parsed.data }, new Date());
  if (result.ok) {
    await renewSession({ userId, sessionId, version: result.version });
    return { ...freshForm, done: true, recoveryCodes: result.recoveryCodes };
  }
  switch (result.reason) {
    case "invalid_code":
      return refuse(form, null, { code: INVALID_CODE_SENTENCE });
    case "enrolment_over":
      return refuse(form, "This page was open for too long. Reload it and scan the new code.");
    case "already_on":
      return refuse(form, "Two-step sign-in is already on.");
  }
}

/** Turns off two-step sign-in for someone who has just entered a valid code. */
export async function disableTwoStep(): Promise<void> {
  const user = await requireUser(SETTINGS);
  requireRecentIdentity(user, SETTINGS);
  const { id: userId, sessionId } = user;
  const { network } = deviceOf(await headers());
  const except = sessionId ?? undefined;
  const off = await disableSecondFactor(database(), { userId, by: "owner", except, network }, new Date());
  if (off && sessionId !== null) await renewSession({ userId, sessionId, version: off.version });
  revalidatePath(SETTINGS);
}

/** Replaces the recovery codes with new ones. Null when two-step sign-in is off. */
export async function makeRecoveryCodes(): Promise<string[] | null> {
  const user = await requireUser(SETTINGS);
  requireRecentIdentity(user, SETTINGS);
  const { network } = deviceOf(await headers());
  const codes = await renewRecoveryCodes(database(), { userId: user.id, network }, new Date());
  revalidatePath(SETTINGS);
  return codes;
}
