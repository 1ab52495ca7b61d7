import { randomInt } from "node:crypto";
import type { Sql } from "@/lib/db";

// Without characters that look alike: no I, L, O, U, 0 or 1.
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;
const MAX_TRIES = 5;

/** The pattern of a code as typed. */
export const CODE_PATTERN = /^[0-9A-Za-z]{4,20}$/;

/**
 * The user's referral code, created on the first call. Concurrent callers get the same one.
 */
export async function referralCode(sql: Sql, userId: string, newCode: () => string = randomCode): Promise<string> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const code = newCode();
    const [row] = await sql<{ code: string | null }>`
      UPDATE "user"
      SET referral_code = ${code}::text
      WHERE id = ${userId}::uuid AND referral_code IS NULL
        AND NOT EXISTS (SELECT 1 FROM "user" WHERE referral_code = ${code}::text)
      RETURNING referral_code AS code`;
    const [known] = row ? [row] : await codeOf(sql, userId);
    if (!known) throw new Error(`There is no user ${userId}.`);
    if (known.code !== null) return known.code;
  }
  throw new Error(`${MAX_TRIES} generated codes in a row were taken.`);
}

function codeOf(sql: Sql, userId: string) {
  return sql<{ code: string | null }>`SELECT referral_code AS code FROM "user" WHERE id = ${userId}::uuid`;
}

function randomCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}
