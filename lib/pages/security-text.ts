import { DAY_MS } from "@/lib/time";

const VALID_DAYS = 180;

/**
 * The text of /.well-known/security.txt (RFC 9116), which needs a contact and an expiry of less than a year. It expires
 * half a year after the day it is read: a copy that somebody kept goes out of date.
 */
export function securityText({ contact, appUrl }: { contact: string; appUrl: string }, now: Date): string {
  const expires = new Date(Math.floor(now.getTime() / DAY_MS + VALID_DAYS) * DAY_MS);
  return [
    `Contact: ${contact}`,
    `Expires: ${expires.toISOString()}`,
    "Preferred-Languages: en",
    `Canonical: ${new URL("/.well-known/security.txt", appUrl)}`,
    "",
  ].join("\n");
}
