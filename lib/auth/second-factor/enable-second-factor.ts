import { forgetDevices } from "@/lib/auth/known-device";
import { openEnrolment } from "@/lib/auth/second-factor/enrolment";
import { drawRecoveryCodes } from "@/lib/auth/second-factor/recovery-codes";
import { totpStepOf } from "@/lib/auth/second-factor/totp";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import type { Database } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";
import { seal } from "@/lib/sealed";

export type EnableSecondFactorResult =
  /** The codes can only be shown now; the cookie of the requesting session must be sealed again with `version`. */
  | { ok: true; recoveryCodes: string[]; version: number }
  | { ok: false; reason: "invalid_code" | "enrolment_over" | "already_on" };

/**
 * Turns on the second factor once a code proves that an authenticator app has the secret. Other sessions and all tokens
 * end and other devices are forgotten, because they signed in without it. `at` is the machine's time.
 */
export async function enableSecondFactor(
  database: Database,
  request: {
    userId: string;
    sessionId: string;
    sealed: string;
    code: string;
    network?: string | null;
    deviceToken?: string | null;
  },
  at: Date,
): Promise<EnableSecondFactorResult> {
  const { userId, sessionId, network = null } = request;
  const secret = openEnrolment(request.sealed, { userId, sessionId }, at);
  if (secret === null) return { ok: false, reason: "enrolment_over" };
  const lastStep = totpStepOf(secret, request.code.replaceAll(/\s/g, ""), at);
  if (lastStep === null) return { ok: false, reason: "invalid_code" };
  return database.transaction(async (db) => {
    const sealedSecret = seal(secret, { purpose: "totp secret", owner: userId });
    const { count } = await db.totpFactor.createMany({
      data: [{ userId, sealedSecret, confirmedAt: at, lastStep, createdAt: at }],
      skipDuplicates: true,
    });
    if (count === 0) return { ok: false, reason: "already_on" };
    await forgetDevices(db, { userId, except: request.deviceToken });
    const recoveryCodes = await drawRecoveryCodes(db, userId);
    const version = await endSessions(db, { userId, except: sessionId }, at);
    await recordSecurityEvent(db, { action: "second_factor.enabled", userId, network }, at);
    const sourceKey = `second-factor:on:${userId}:${at.toISOString()}`;
    await queueMail(db, { template: "security_notice", what: "second_factor_enabled", userId, sourceKey }, at);
    return { ok: true, recoveryCodes, version };
  });
}
