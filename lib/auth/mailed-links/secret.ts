import { createHash, createHmac, hkdfSync } from "node:crypto";
import { env } from "@/lib/env";

/**
 * The secret of the link with this id. It is derived and never stored: the database holds its hash, the email its id, and
 * neither leads to it without NEXTAUTH_SECRET. 256 bits, URL-safe.
 */
export function secretOf(linkId: string, secret = env().NEXTAUTH_SECRET): string {
  return createHmac("sha256", key(secret)).update(linkId).digest("base64url");
}

/** The stored form of a secret. It has 256 random bits, so a fast hash is enough. */
export function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

// A separate key (RFC 5869), so that no other signature of the app is ever a valid link.
function key(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "refill mailed link", 32));
}
