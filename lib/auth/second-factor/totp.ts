import { Secret, TOTP } from "otpauth";

// What every authenticator app supports (RFC 6238, with the defaults of Google's Key URI format).
const TERMS = { issuer: "Refill", algorithm: "SHA1", digits: 6, period: 30 } as const;
// 160 bits, as RFC 4226, section 4, recommends.
const SECRET_BYTES = 20;
// A code one step earlier or later also counts: clocks differ, and people type slowly.
const WINDOW = 1;

/** Generates a secret for an authenticator app, in Base32. */
export function drawTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The otpauth:// URI that an authenticator app reads from a QR code. */
export function totpUri(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/**
 * The time step of `code`; null when it is not a code of this secret now, one step ago or one step ahead. Takes the same
 * time for every wrong code.
 */
export function totpStepOf(secret: string, code: string, at: Date): bigint | null {
  if (!/^\d{6}$/.test(code)) return null;
  const generator = totp(secret);
  const delta = generator.validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : BigInt(generator.counter({ timestamp: at.getTime() }) + delta);
}

/** The code that an authenticator app shows at this moment. */
export function totpCode(secret: string, at: Date): string {
  return totp(secret).generate({ timestamp: at.getTime() });
}

function totp(secret: string, label = "Refill"): TOTP {
  return new TOTP({ ...TERMS, label, secret: Secret.fromBase32(secret) });
}
