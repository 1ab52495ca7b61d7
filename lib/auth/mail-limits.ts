import { createHash } from "node:crypto";
import type pg from "pg";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { mailboxOf } from "@/lib/mailbox";
import { oncePerProcess } from "@/lib/once-per-process";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/** `reset_password` and `change_email` can be requested for any address; the others only by a signed-in owner. */
export type MailPurpose = "reset_password" | "change_email" | "verify_email" | "first_password";

/** A request for an email with a link: the requester, the purpose and the recipient. */
export type MailRequest = { purpose: MailPurpose; to: string; ip: string };

export type MailLimits = {
  /**
   * Counts an email. `requester`: this network address requested too many. `recipient`: this mailbox has received enough
   * emails for this purpose, requested from this network address or in total.
   */
  take: (
    request: MailRequest,
  ) => Promise<{ ok: true } | { ok: false; by: "recipient" | "requester"; retryAfterSeconds: number }>;
};

export type MailLimitSettings = {
  /** Emails per purpose and mailbox in an hour, from all network addresses together. */
  perRecipient: number;
  /** Of those, how many one network address may request without being signed in as the mailbox's owner. */
  perStranger: number;
  /** Emails with links that one network address may request in an hour. */
  perRequester: number;
};

const HOUR_SECONDS = 3_600;

const OWNERS_OWN: readonly MailPurpose[] = ["verify_email", "first_password"];

/** Limits in Postgres, shared by all processes. */
export function createMailLimits(pool: pg.Pool, settings: MailLimitSettings): MailLimits {
  const recipient = postgresLimiter(pool, "link-mail-recipient", settings.perRecipient, HOUR_SECONDS);
  const stranger = postgresLimiter(pool, "link-mail-stranger", settings.perStranger, HOUR_SECONDS);
  const requester = postgresLimiter(pool, "link-mail-ip", settings.perRequester, HOUR_SECONDS);
  return {
    take: async ({ purpose, to, ip }) => {
      const requesterWaits = await takePoint(requester, ip);
      if (requesterWaits !== null) return refusal("requester", requesterWaits);
      const budget = `${purpose} to ${mailboxOf(to)}`;
      const strangerWaits = OWNERS_OWN.includes(purpose)
        ? null
        : await takePoint(stranger, digest(`${budget} from ${ip}`));
      if (strangerWaits !== null) return refusal("recipient", strangerWaits);
      const recipientWaits = await takePoint(recipient, digest(budget));
      return recipientWaits === null ? { ok: true } : refusal("recipient", recipientWaits);
    },
  };
}

// Hashed, so that the table holds no address of someone who never signed up.
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

function refusal(by: "recipient" | "requester", waitMs: number) {
  return { ok: false, by, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) } as const;
}

/** The limits of this process. */
export const mailLimits = oncePerProcess("mailLimits", (): MailLimits => {
  // In local mode every request comes from one address.
  const crowd = env().LOCAL_MODE ? 100 : 1;
  const settings = { perRecipient: 10, perStranger: env().LOCAL_MODE ? 10 : 3, perRequester: 30 * crowd };
  return createMailLimits(database().pool, settings);
});
