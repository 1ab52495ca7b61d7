import { createHash, createHmac, hkdfSync } from "node:crypto";
import { env } from "@/lib/env";

/**
 * What the link of this id carries. It is derived and never stored: the database keeps its hash, the mail its id, and
 * without NEXTAUTH_SECRET neither leads to it. 256 bits, safe in an address.
 */
export function secretOf(linkId: string): string {
  return createHmac("sha256", key()).update(linkId).digest("base64url");
}

/** What is stored of a secret. It has 256 random bits, so a fast hash holds. */
export function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

// A key of its own (RFC 5869): no other signature of the app is ever a link.
function key(): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", "refill mailed link", 32));
}
