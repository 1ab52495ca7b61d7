import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A Stripe-looking id, for instance `newId("cus")` gives `cus_` and 14 characters. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(lengths[prefix] ?? 24)}`;
}

export function randomText(length: number): string {
  let text = "";
  for (const byte of randomBytes(length)) text += alphabet[byte % alphabet.length];
  return text;
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
