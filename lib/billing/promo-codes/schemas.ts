import { z } from "zod";
import { isGiftCode } from "@/lib/billing/gifts/gift-code";
import { MAX_AMOUNT } from "@/lib/ledger/types";
import { storableText } from "@/lib/storable";
import { isWithinBounds } from "@/lib/time-bounds";

/** A code in its stored form, without spaces and in upper case. */
export function normalizeCode(typed: string): string {
  return typed.replaceAll(/\s/g, "").toUpperCase();
}

/** The pattern of a stored code. */
export const CODE_PATTERN = /^[A-Z0-9][A-Z0-9_-]{2,39}$/;

const whole = (message: string) => z.coerce.number({ error: message }).int(message);

/** A code from the admin form. */
export const promoCodeInput = z.object({
  code: z
    .string({ error: "Enter a code." })
    .transform(normalizeCode)
    .pipe(
      z
        .string()
        .regex(CODE_PATTERN, "Use 3 to 40 letters, digits, - and _.")
        .refine((code) => !isGiftCode(code), "This is the format of gift codes. Choose another code."),
    ),
  description: storableText.trim().max(300, "Use at most 300 characters.").default(""),
  credits: whole("Enter a whole number of credits.")
    .min(1, "Enter at least 1 credit.")
    .max(Number(MAX_AMOUNT), "The maximum is 1,000,000,000,000,000 credits."),
  /** How long its credits last, in days; null if they never expire. */
  creditDays: whole("Enter a whole number of days.")
    .min(1, "Enter at least 1 day.")
    .max(36_500, "Enter at most 36,500 days.")
    .nullable()
    .default(null),
  /** The first moment it is refused; null for no end. */
  expiresAt: z
    .date("Enter a day, such as 2027-12-31.")
    .refine(isWithinBounds, "Enter a day in the years 1970 to 2200.")
    .nullable()
    .default(null),
  maxRedemptions: whole("Enter a whole number.")
    .min(1, "Enter at least 1.")
    .max(1_000_000_000, "Enter at most 1,000,000,000.")
    .nullable()
    .default(null),
});
