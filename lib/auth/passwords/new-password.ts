import { z } from "zod";
import { isCommonPassword } from "@/lib/auth/passwords/common-passwords";
import { normalisePassword } from "@/lib/auth/passwords/normalise-password";
import { MIN_PASSWORD_LENGTH } from "@/lib/auth/passwords/password-hint";

// Limits the cost of hashing; far above what anyone types.
export const MAX_PASSWORD_LENGTH = 200;

/**
 * The rules that do not depend on the owner. They apply to new passwords only; sign-in just checks the hash. They check
 * the normalized text that is hashed, so that a common password in equivalent characters is refused too.
 */
export const newPasswordSchema = z
  .string({ error: "Choose a password." })
  // Checked as typed too, because sign-in accepts no more.
  .max(MAX_PASSWORD_LENGTH, `Use at most ${MAX_PASSWORD_LENGTH} characters.`)
  .overwrite(normalisePassword)
  .min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters.`)
  .max(MAX_PASSWORD_LENGTH, `Use at most ${MAX_PASSWORD_LENGTH} characters.`)
  .refine((password) => !isCommonPassword(password), "This password is one of the most common. Choose another.");

/** Whether a password is its owner's address, or the part before the @, in any case: the first thing an attacker tries. */
export function isOwnAddress(password: string, email: string): boolean {
  const typed = password.trim().toLowerCase();
  return typed === email.toLowerCase() || typed === email.toLowerCase().split("@")[0];
}

export const OWN_ADDRESS_SENTENCE = "Your password cannot be your email address. Choose another.";

/** What is wrong with a password for the owner of `email`; null when it is acceptable. */
export function newPasswordProblem(password: unknown, email: string): string | null {
  const parsed = newPasswordSchema.safeParse(password);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "Choose a password.";
  return isOwnAddress(parsed.data, email) ? OWN_ADDRESS_SENTENCE : null;
}
