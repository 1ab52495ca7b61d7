import { isKnownDevice } from "@/lib/auth/known-device";
import { verifyPassword } from "@/lib/auth/password";
import type { RateLimits } from "@/lib/auth/rate-limits";
import { networkOf } from "@/lib/auth/request-device";
import { signInSchema } from "@/lib/auth/schemas";
import { recordSecurityEvent, type SecurityAction } from "@/lib/auth/security-event";
import type { Db } from "@/lib/db";
import { noteAuthFailure } from "@/lib/monitoring/note-refusals";

export type SignInResult =
  | { ok: true; userId: string; sessionVersion: number }
  | { ok: false; reason: "invalid_credentials" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

export type SignInInput = {
  email: unknown;
  password: unknown;
  ip: string;
  /** From the cookie `refill-device`, if the browser has one. */
  deviceToken?: string | null;
};

/**
 * Checks an email address and a password. An unknown address, a wrong password, a locked user and a user without a
 * password get the same response after the same work. `at` is the machine's time.
 */
export async function signIn(
  { db, limits }: { db: Db; limits: RateLimits },
  input: SignInInput,
  at = new Date(),
): Promise<SignInResult> {
  const parsed = signInSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid_credentials" };
  const { email, password } = parsed.data;
  const user = await db.user.findUnique({ where: { email }, select: FIELDS });
  const token = input.deviceToken ?? null;
  const known = token !== null && (await isKnownDevice(db, { userId: user?.id ?? NOBODY, token }));
  const attempt = await limits.signIn({ email, ip: input.ip, knownDevice: known ? token : null }, at);
  if (!attempt.ok) {
    noteAuthFailure("password", "rate_limited");
    if (attempt.lockedOut && user) await note(db, "sign_in.locked_out", user, input.ip, at);
    return { ok: false, reason: "rate_limited", retryAfterSeconds: attempt.retryAfterSeconds };
  }
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !matches || user.lockedAt || user.deletedAt) {
    noteAuthFailure("password", "invalid_credentials");
    // Recording takes time, which must not reveal whether an address has an account.
    await (user ? note(db, "sign_in.failed", user, input.ip, at) : attempt.touch());
    return { ok: false, reason: "invalid_credentials" };
  }
  await attempt.forgive();
  return { ok: true, userId: user.id, sessionVersion: user.sessionVersion };
}

const FIELDS = { id: true, passwordHash: true, lockedAt: true, deletedAt: true, sessionVersion: true } as const;

// A lookup that finds nothing takes as long as one that does.
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Writes to the audit log, at most as often as the limits allow. Unknown addresses are left out: they would only fill it. */
async function note(db: Db, action: SecurityAction, user: { id: string }, ip: string, at: Date): Promise<void> {
  await recordSecurityEvent(db, { action, userId: user.id, actorId: null, network: networkOf(ip) }, at);
}
