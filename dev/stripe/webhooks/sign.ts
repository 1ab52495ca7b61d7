import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` header for a payload. `wallSeconds` is real time, never the engine's: receivers compare it
 * with their own clock.
 * Source: https://docs.stripe.com/webhooks#verify-manually
 */
export function signatureHeader(payload: string, secret: string, wallSeconds: number): string {
  const digest = createHmac("sha256", secret).update(`${wallSeconds}.${payload}`).digest("hex");
  return `t=${wallSeconds},v1=${digest}`;
}
