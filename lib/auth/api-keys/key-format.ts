import { createHash, randomBytes, randomInt } from "node:crypto";

export type NewKey = {
  /** The whole key, rk_<prefix>_<secret>: shown once and not stored. */
  key: string;
  /** Identifies the key; not secret. */
  prefix: string;
  hash: Uint8Array<ArrayBuffer>;
};

const PREFIX_LENGTH = 8;
// 192 random bits cannot be guessed, so a fast hash is as safe as a slow one.
const SECRET_BYTES = 24;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const KEY = /^rk_([a-z0-9]{8})_[A-Za-z0-9_-]{32}$/;

/** Generates a new key. */
export function drawKey(): NewKey {
  const prefix = Array.from({ length: PREFIX_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const key = `rk_${prefix}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  return { key, prefix, hash: hashKey(key) };
}

/** The prefix of a string in key format; null for anything else. */
export function prefixOf(key: string): string | null {
  return KEY.exec(key)?.[1] ?? null;
}

/** The stored form of a key: its SHA-256. */
export function hashKey(key: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(key).digest());
}
