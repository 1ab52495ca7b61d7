import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A Stripe-looking id, for instance `newId("cus")` gives `cus_` and 14 characters. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(lengths[prefix] ?? 24)}`;
}

export function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    const byte = randomByte();
    // 248 is the last multiple of 62: a plain remainder would favor the first letters.
    if (byte < 248) text += alphabet[byte % alphabet.length];
  }
  return text;
}

/** Taken in bulk: asking the system for each id's random bytes costs more than creating the object. */
let pool = randomBytes(0);
let used = 0;

function randomByte(): number {
  if (used >= pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += 1;
  return pool[used - 1] ?? 0;
}

const lengths: Record<string, number> = {
  cus: 14,
  prod: 14,
  si: 14,
  req: 14,
  cs_test: 58,
  whsec: 32,
  live_test: 40,
};
