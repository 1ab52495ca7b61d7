import type { CodeLimit, CodeSource } from "@/lib/auth/second-factor/code-limit";
import { takeRecoveryCode } from "@/lib/auth/second-factor/recovery-codes";
import { totpStepOf } from "@/lib/auth/second-factor/totp";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import type { Database, Db } from "@/lib/db";
import { log } from "@/lib/log";
import { noteAuthFailure } from "@/lib/monitoring/note-refusals";
import { queueMail } from "@/lib/notify/queue-mail";
import { seal, unseal } from "@/lib/sealed";

export type CodeResult =
  | { ok: true }
  | { ok: false; reason: "invalid_code" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

export type CodeTry = {
  userId: string;
  /** Six digits from the authenticator app, or a recovery code. */
  code: string;
  network?: string | null;
  source: CodeSource;
};

/**
 * Checks a second-factor code and uses it up: neither kind of code is valid twice. Wrong codes are counted by account and
 * source. `at` is the machine's time.
 */
export async function checkCode(
  { database, limit }: { database: Database; limit: CodeLimit },
  { userId, code, network = null, source }: CodeTry,
  at: Date,
): Promise<CodeResult> {
  const attempt = await limit({ userId, source });
  if (!attempt.ok) {
    noteAuthFailure("second_factor", "rate_limited");
    return { ...attempt, reason: "rate_limited" };
  }
  const plain = code.replaceAll(/\s/g, "");
  const taken = await database.transaction(async (db) => {
    if (/^\d{6}$/.test(plain)) return takeTotpCode(db, { userId, code: plain }, at);
    if (!(await takeRecoveryCode(db, { userId, code: plain }, at))) return false;
    await tellOfRecoveryCode(db, { userId, network }, at);
    return true;
  });
  if (!taken) {
    noteAuthFailure("second_factor", "invalid_code");
    await recordSecurityEvent(database.prisma, { action: "second_factor.failed", userId, network }, at);
    return { ok: false, reason: "invalid_code" };
  }
  await attempt.forgive();
  return { ok: true };
}

async function takeTotpCode(db: Db, { userId, code }: { userId: string; code: string }, at: Date): Promise<boolean> {
  const factor = await db.totpFactor.findUnique({ where: { userId } });
  if (!factor?.confirmedAt) return false;
  const context = { purpose: "totp secret", owner: userId } as const;
  const secret = unseal(factor.sealedSecret, context);
  if (!secret) {
    log.error(
      { userId },
      "a second factor cannot be read: NEXTAUTH_SECRET was changed without NEXTAUTH_SECRET_PREVIOUS",
    );
    return false;
  }
  const step = totpStepOf(secret.text, code, at);
  if (step === null) return false;
  // Part of the condition, so that of two concurrent attempts only one succeeds.
  const { count } = await db.totpFactor.updateMany({
    where: { userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step, ...(secret.outdated && { sealedSecret: seal(secret.text, context) }) },
  });
  return count > 0;
}

async function tellOfRecoveryCode(
  db: Db,
  { userId, network }: { userId: string; network: string | null },
  at: Date,
): Promise<void> {
  const left = await db.recoveryCode.count({ where: { userId, usedAt: null } });
  await recordSecurityEvent(db, { action: "recovery_code.used", userId, network, details: { left } }, at);
  const sourceKey = `recovery-code:${userId}:${left}:${at.toISOString()}`;
  await queueMail(db, { template: "security_notice", what: "recovery_code_used", left, userId, sourceKey }, at);
}
