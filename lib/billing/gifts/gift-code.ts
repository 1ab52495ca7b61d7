import { createHash, randomInt } from "node:crypto";
import { seal, unseal } from "@/lib/sealed";

/** Without 0, 1, I, L, O and U, which are easily mistaken for others. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 5;
const GROUP_LENGTH = 5;
const CODE = /^GIFT(-[2-9A-HJKMNP-TV-Z]{5}){5}$/;

/** A new code, such as GIFT-7K2MX-…: 122 random bits, which cannot be guessed. */
export function drawGiftCode(): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)];
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join("");
  return ["GIFT", ...Array.from({ length: GROUPS }, group)].join("-");
}

/** Whether a normalized code has the format of a gift code. */
export function isGiftCode(code: string): boolean {
  return CODE.test(code);
}

/** The stored form of a code: its SHA-256. */
export function hashGiftCode(code: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(code).digest());
}

/** The code as it is stored for its buyer, who can see it again. */
export function sealGiftCode(code: string, paymentId: string): Uint8Array<ArrayBuffer> {
  return seal(code, { purpose: "gift code", owner: paymentId });
}

/** Null when the code was erased, or sealed with a NEXTAUTH_SECRET that is gone. It can still be redeemed. */
export function openGiftCode(sealed: Uint8Array | null, paymentId: string): string | null {
  return sealed && (unseal(sealed, { purpose: "gift code", owner: paymentId })?.text ?? null);
}
