import { createUser } from "@/lib/auth/create-user";
import { hashPassword } from "@/lib/auth/password";
import type { RateLimits } from "@/lib/auth/rate-limits";
import { type FieldError, fieldErrors, signUpSchema } from "@/lib/auth/schemas";
import { signIn } from "@/lib/auth/sign-in";
import type { Database } from "@/lib/db";
import { mailboxOf } from "@/lib/mailbox";

export type SignUpResult =
  /** `created` is false for a user who already had an account and gave its password; `provedAt` as in NewSession. */
  | { ok: true; userId: string; created: boolean; provedAt?: number }
  | { ok: false; reason: "invalid"; errors: FieldError[] }
  /** The mailbox has an account with another password or spelling. Show REFUSED_SENTENCE and no more. */
  | { ok: false; reason: "refused" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

/** Shown when a sign-up is refused: true for every cause, and it reveals none. */
export const REFUSED_SENTENCE =
  "We couldn't create an account with these details. If you already have one, sign in instead.";

/**
 * Creates an account and, where addresses are verified, sends the link for it. A user who already has an account and
 * gives its password is signed in; such an attempt counts as a sign-in, so that sign-up does not bypass its limits. A
 * mailbox has one account however it is spelled. The caller starts the session.
 */
export async function signUp(
  { database, limits }: { database: Database; limits: RateLimits },
  input: {
    email: unknown;
    password: unknown;
    name?: unknown;
    ip: string;
    deviceToken?: string | null;
    referralCode?: string | null;
  },
  now: Date,
): Promise<SignUpResult> {
  const parsed = signUpSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: fieldErrors(parsed.error) };
  const { email, password, name } = parsed.data;
  const attempt = await limits.signUp({ ip: input.ip });
  if (!attempt.ok) return { ...attempt, reason: "rate_limited" };

  const db = database.prisma;
  const taken = await db.user.findFirst({
    where: { OR: [{ email }, { mailbox: mailboxOf(email) }] },
    select: { id: true },
  });
  if (!taken) {
    const { referralCode } = input;
    const passwordHash = await hashPassword(password);
    const user = await createUser(database, { email, name, passwordHash, referralCode }, now);
    if (user) return { ok: true, userId: user.id, created: true };
  }
  const result = await signIn({ db, limits }, { email, password, ip: input.ip, deviceToken: input.deviceToken });
  if (result.ok) return { ok: true, userId: result.userId, created: false, provedAt: result.sessionVersion };
  return result.reason === "rate_limited" ? result : { ok: false, reason: "refused" };
}
