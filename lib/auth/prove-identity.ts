import type { RateLimits } from "@/lib/auth/rate-limits";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { confirmIdentity } from "@/lib/auth/sessions/confirm-identity";
import { signIn } from "@/lib/auth/sign-in";
import type { Database } from "@/lib/db";

export type ProofResult =
  | { ok: true }
  | { ok: false; reason: "wrong" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

export type Claimant = { userId: string; sessionId: string; email: string; ip: string; network: string | null };

/**
 * Takes the password of somebody who is signed in as a proof of who they are. Wrong ones count as at signing in. `at` is
 * the machine's time.
 */
export async function proveByPassword(
  { database, limits }: { database: Database; limits: RateLimits },
  { password, ...who }: Claimant & { password: unknown },
  at: Date,
): Promise<ProofResult> {
  const result = await signIn({ db: database.prisma, limits }, { email: who.email, password, ip: who.ip });
  const isTheirs = result.ok && result.userId === who.userId;
  await noteProof(database, { ...who, ok: isTheirs, by: "password" }, at);
  if (isTheirs) return { ok: true };
  return !result.ok && result.reason === "rate_limited" ? result : { ok: false, reason: "wrong" };
}

/** Writes down what came of a proof; one that held makes the session recent. */
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
