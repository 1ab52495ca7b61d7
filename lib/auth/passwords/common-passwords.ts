import { dictionary } from "@zxcvbn-ts/language-common";

/**
 * Whether a password is among those that guessing begins with: the list that zxcvbn keeps, commonest first, 49,000 of
 * them. All are taken and not the first 10,000, because no two lists agree on which those are.
 */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(dictionary["passwords-common"]);
  return common.has(password.toLowerCase());
}

// The list is unpacked when the first password is chosen, not when the process starts.
let common: Set<string> | undefined;
