import { z } from "zod";
import { DISPOSABLE_SENTENCE, isRefusedDomain } from "@/lib/auth/email/disposable-domain";
import {
  isOwnAddress,
  MAX_PASSWORD_LENGTH,
  newPasswordSchema,
  OWN_ADDRESS_SENTENCE,
} from "@/lib/auth/passwords/new-password";

// RFC 5321, section 4.5.3.1.3.
const MAX_EMAIL_LENGTH = 254;

/** Trimmed and lower case, as it is stored. */
export const emailSchema = z
  .string({ error: "Enter your email address." })
  .trim()
  .toLowerCase()
  .max(MAX_EMAIL_LENGTH, "This email address is too long.")
  .pipe(z.email("Enter an email address, such as you@example.com."));

export const nameSchema = z
  .string()
  .trim()
  .max(100, "Use at most 100 characters.")
  .regex(/^\P{Cc}*$/u, "A name cannot contain control characters.");

export const signUpSchema = z
  .object({
    email: emailSchema.refine((email) => !isRefusedDomain(email), DISPOSABLE_SENTENCE),
    password: newPasswordSchema,
    name: nameSchema.optional().transform((name) => name || null),
  })
  .refine(({ email, password }) => !isOwnAddress(password, email), { path: ["password"], error: OWN_ADDRESS_SENTENCE });

/** Sign-in only checks that there is input: the rules for new passwords do not apply to old ones. */
export const signInSchema = z.object({
  email: z
    .string({ error: "Enter your email address." })
    .trim()
    .toLowerCase()
    .min(1, "Enter your email address.")
    .max(MAX_EMAIL_LENGTH, "This email address is too long.")
    // PostgreSQL rejects NUL even in a query parameter.
    .regex(/^\P{Cc}*$/u, "An email address cannot contain control characters."),
  password: z
    .string({ error: "Enter your password." })
    .min(1, "Enter your password.")
    .max(MAX_PASSWORD_LENGTH, "This password is too long."),
});

/** An authenticator or recovery code, as typed. */
export const codeSchema = z
  .string({ error: "Enter a code." })
  .trim()
  .min(1, "Enter a code.")
  .max(64, "This code is too long.");

export const codeForm = z.object({ code: codeSchema });

/** The secret is sealed: see beginEnrolment. */
export const enrolmentForm = z.object({ code: codeSchema, sealed: z.string().max(1000) });

export type FieldError = { field: string; message: string };

/** A failed parse as one message per field, in the order of the form. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const byField = new Map(error.issues.toReversed().map((issue) => [issue.path.join("."), issue.message]));
  return [...byField].toReversed().map(([field, message]) => ({ field, message }));
}
