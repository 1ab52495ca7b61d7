import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** What is sealed. Each kind has its own key, so that one never opens as another. */
export type SealPurpose =
  | "totp secret"
  | "totp enrolment"
  | "oauth intent"
  | "user view"
  | "webhook secret"
  | "gift code";

/** The owner: text sealed for one user does not open for another. */
export type SealContext = { purpose: SealPurpose; owner: string };

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts and authenticates `text` (AES-256-GCM) with a key derived from NEXTAUTH_SECRET. */
export function seal(text: string, { purpose, owner }: SealContext): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(env().NEXTAUTH_SECRET, purpose), iv).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Uint8Array.from(Buffer.concat([iv, cipher.getAuthTag(), body]));
}

export type Unsealed = {
  text: string;
  /** It was sealed with NEXTAUTH_SECRET_PREVIOUS: seal it again before that is removed. */
  outdated: boolean;
};

/** Opens what `seal` produced in the same context; null when it is damaged, forged, or sealed with an unknown secret. */
export function unseal(sealed: Uint8Array, context: SealContext): Unsealed | null {
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS } = env();
  const current = open(sealed, NEXTAUTH_SECRET, context);
  if (current !== null) return { text: current, outdated: false };
  const previous = NEXTAUTH_SECRET_PREVIOUS ? open(sealed, NEXTAUTH_SECRET_PREVIOUS, context) : null;
  return previous === null ? null : { text: previous, outdated: true };
}

function open(sealed: Uint8Array, secret: string, { purpose, owner }: SealContext): string | null {
  const bytes = Buffer.from(sealed);
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", keyOf(secret, purpose), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}

// RFC 5869: a different key from those of cookies and tokens.
function keyOf(secret: string, purpose: SealPurpose): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", `refill ${purpose}`, 32));
}
