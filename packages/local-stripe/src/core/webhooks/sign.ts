import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` header for a payload, one `v1` per secret: there are two while a rolled secret overlaps.
 * `wallSeconds` is real time, never the engine's: receivers compare it with their own clock.
 * Source: https://docs.stripe.com/webhooks#verify-manually
 */
export function signatureHeader(payload: string, secrets: readonly string[], wallSeconds: number): string {
  const digests = secrets.map((secret) => {
    return createHmac("sha256", secret).update(`${wallSeconds}.${payload}`).digest("hex");
  });
  return [`t=${wallSeconds}`, ...digests.map((digest) => `v1=${digest}`)].join(",");
}
