import { createHash, randomInt } from "node:crypto";
import type { Db } from "@/lib/db";

export const RECOVERY_CODES = 10;
// Without characters that are easily confused. 16 of 31 characters are 79 bits, too many to guess, so a fast hash is enough.
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Generates ten codes, such as k3v9-m2xq-5dj7-r6vx, replacing the user's old ones. Only their hashes are stored. */
export async function drawRecoveryCodes(db: Db, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, drawCode);
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.recoveryCode.createMany({ data: codes.map((code) => ({ userId, hash: hashRecoveryCode(code) })) });
  return codes;
}

/** Uses a code, once. False when it is not this user's or was used. */
export async function takeRecoveryCode(
  db: Db,
  { userId, code }: { userId: string; code: string },
  at: Date,
): Promise<boolean> {
  const { count } = await db.recoveryCode.updateMany({
    where: { userId, hash: hashRecoveryCode(code), usedAt: null },
    data: { usedAt: at },
  });
  return count > 0;
}

/** The hash of a code, ignoring case, dashes and spaces. */
function hashRecoveryCode(code: string): Uint8Array<ArrayBuffer> {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, "");
  return Uint8Array.from(createHash("sha256").update(plain).digest());
}

function drawCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
