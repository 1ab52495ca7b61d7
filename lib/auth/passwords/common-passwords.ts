import { dictionary } from "@zxcvbn-ts/language-common";
import { oncePerProcess } from "@/lib/once-per-process";

/**
 * Whether a password is on the list of common passwords: zxcvbn's list of 49,000, most common first. All of them are
 * refused rather than the first 10,000, because lists disagree on which those are.
 */
export function isCommonPassword(password: string): boolean {
  return common().has(password.toLowerCase());
}

// The list is unpacked when the first password is chosen, not at startup.
const common = oncePerProcess("commonPasswords", () => new Set(dictionary["passwords-common"]));
