import { verifyPassword } from "@/lib/auth/password";
import type { RateLimits } from "@/lib/auth/rate-limits";
import { signInSchema } from "@/lib/auth/schemas";
import type { Db } from "@/lib/db";

export type SignInResult =
  | { ok: true; userId: string; sessionVersion: number }
  | { ok: false; reason: "invalid_credentials" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

/**
 * Checks an email address and a password. An unknown address, a wrong password, a locked user and one without a
 * password get the same answer after the same work.
 */
export async function signIn(
  { db, limits }: { db: Db; limits: RateLimits },
  input: { email: unknown; password: unknown; ip: string },
): Promise<SignInResult> {
  const parsed = signInSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid_credentials" };
  const { email, password } = parsed.data;
  const attempt = await limits.signIn({ email, ip: input.ip });
  if (!attempt.ok) return { ...attempt, reason: "rate_limited" };
  const user = await db.user.findUnique({ where: { email }, select: FIELDS });
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !matches || user.lockedAt) return { ok: false, reason: "invalid_credentials" };
  await attempt.forgive();
  return { ok: true, userId: user.id, sessionVersion: user.sessionVersion };
}

const FIELDS = { id: true, passwordHash: true, lockedAt: true, sessionVersion: true } as const;
