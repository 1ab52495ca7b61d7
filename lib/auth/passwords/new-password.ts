import { z } from "zod";
import { isCommonPassword } from "@/lib/auth/passwords/common-passwords";
import { normalisePassword } from "@/lib/auth/passwords/normalise-password";
import { MIN_PASSWORD_LENGTH } from "@/lib/auth/passwords/password-hint";

// Bounds the work of hashing; far above what anyone types.
export const MAX_PASSWORD_LENGTH = 200;

/**
 * The rules that need no owner. Old passwords are not held to them: signing in only checks. What they look at is the
 * text that is hashed, so that a common password in other characters of the same meaning is no way around them.
 */
export const newPasswordSchema = z
  .string({ error: "Choose a password." })
  // As typed too: signing in takes no more.
  .max(MAX_PASSWORD_LENGTH, `A password may have at most ${MAX_PASSWORD_LENGTH} characters.`)
  .overwrite(normalisePassword)
  .min(MIN_PASSWORD_LENGTH, `Choose a password of at least ${MIN_PASSWORD_LENGTH} characters.`)
  .max(MAX_PASSWORD_LENGTH, `A password may have at most ${MAX_PASSWORD_LENGTH} characters.`)
  .refine((password) => !isCommonPassword(password), "This password is one of the most common. Choose another.");

/** Whether a password is its owner's address, whole or up to the @, in any case: the first thing anybody would try. */
export function isOwnAddress(password: string, email: string): boolean {
  const typed = password.trim().toLowerCase();
  return typed === email.toLowerCase() || typed === email.toLowerCase().split("@")[0];
}

export const OWN_ADDRESS_SENTENCE = "Your email address is no password. Choose another.";

/** What is wrong with a password that the owner of `email` chose; null when nothing is. */
export function newPasswordProblem(password: unknown, email: string): string | null {
  const parsed = newPasswordSchema.safeParse(password);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "Choose a password.";
  return isOwnAddress(parsed.data, email) ? OWN_ADDRESS_SENTENCE : null;
}
