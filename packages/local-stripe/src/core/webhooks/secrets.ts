import { randomText } from "../ids";
import type { Setting } from "../store/tables";
import type { Tx } from "../store/tx";

const overlapAtMostSeconds = 24 * 3600;

/** The setting an endpoint's signing secret is kept under, because Stripe shows it only once. */
export function secretKey(endpoint: string): string {
  return `webhook_secret:${endpoint}`;
}

/** Every setting that belongs to endpoints rather than to what happened. */
export function isSecretKey(setting: string): boolean {
  return setting.startsWith("webhook_secret:") || setting.startsWith("webhook_secret_former:");
}

/** The secrets a delivery is signed with now: the current one and, while a roll overlaps, the former. */
export function signingSecrets(
  reader: { setting(id: string): Setting["value"] | undefined },
  endpoint: string,
  now: number,
): string[] {
  const current = reader.setting(secretKey(endpoint));
  const former = reader.setting(formerKey(endpoint));
  const [until = "", secret = ""] = typeof former === "string" ? former.split(" ") : [];
  return [...(typeof current === "string" ? [current] : []), ...(Number(until) > now ? [secret] : [])];
}

/** Gives the endpoint a new secret; the old one signs too for `overlapSeconds` of engine time, a day at most. */
export function rollSecret(tx: Tx, endpoint: string, overlapSeconds: number): { secret: string; formerUntil: number } {
  const former = tx.setting(secretKey(endpoint));
  const formerUntil = tx.now + Math.min(overlapSeconds, overlapAtMostSeconds);
  if (typeof former === "string") tx.set(formerKey(endpoint), `${formerUntil} ${former}`);
  const secret = `whsec_${randomText(32)}`;
  tx.set(secretKey(endpoint), secret);
  return { secret, formerUntil };
}

function formerKey(endpoint: string): string {
  return `webhook_secret_former:${endpoint}`;
}
