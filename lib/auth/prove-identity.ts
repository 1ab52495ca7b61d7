import type { RateLimits } from "@/lib/auth/rate-limits";
import { checkCode } from "@/lib/auth/second-factor/check-code";
import type { CodeLimit } from "@/lib/auth/second-factor/code-limit";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { confirmIdentity } from "@/lib/auth/sessions/confirm-identity";
import { signIn } from "@/lib/auth/sign-in";
import type { Database } from "@/lib/db";

export type ProofResult =
  | { ok: true }
  | { ok: false; reason: "wrong" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

export type Claimant = {
  userId: string;
  sessionId: string;
  email: string;
  /** Only a second-factor code counts then: someone who stole the password must not get past it. */
  hasSecondFactor: boolean;
  ip: string;
  network: string | null;
  /** As for sign-in. */
  deviceToken?: string | null;
};

/**
 * Accepts a signed-in user's password as proof of identity. Wrong passwords count as failed sign-ins. `at` is the
 * machine's time.
 */
export async function proveByPassword(
  { database, limits }: { database: Database; limits: RateLimits },
  { password, ...who }: Claimant & { password: unknown },
  at: Date,
): Promise<ProofResult> {
  const { email, ip, deviceToken } = who;
  const result = await signIn({ db: database.prisma, limits }, { email, password, ip, deviceToken }, at);
  if (!result.ok && result.reason === "rate_limited") return result;
  const isTheirs = result.ok && result.userId === who.userId && !who.hasSecondFactor;
  await noteProof(database, { ...who, ok: isTheirs, by: "password" }, at);
  return isTheirs ? { ok: true } : { ok: false, reason: "wrong" };
}

/** The same with a second-factor code. */
export async function proveByCode(
  { database, limit }: { database: Database; limit: CodeLimit },
  { code, ...who }: Claimant & { code: string },
  at: Date,
): Promise<ProofResult> {
  const { userId, network } = who;
  const result = await checkCode({ database, limit }, { userId, code, network, source: "signed_in" }, at);
  if (!result.ok && result.reason === "rate_limited") return result;
  await noteProof(database, { ...who, ok: result.ok, by: "code" }, at);
  return result.ok ? { ok: true } : { ok: false, reason: "wrong" };
}

/** Records the result; a success makes the session's identity check recent. */
export async function noteProof(
  database: Database,
  proof: { userId: string; sessionId: string; network: string | null; ok: boolean; by: string },
  at: Date,
): Promise<void> {
  const { userId, sessionId, network, ok, by } = proof;
  const action = ok ? "identity.confirmed" : "identity.refused";
  await database.transaction(async (db) => {
    if (ok) await confirmIdentity(db, { sessionId }, at);
    await recordSecurityEvent(db, { action, userId, network, details: { by } }, at);
  });
}
