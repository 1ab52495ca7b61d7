import { createHash } from "node:crypto";
import type pg from "pg";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { mailboxOf } from "@/lib/mailbox";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/** Who asks for a mail with a link, and where it would go. */
export type MailRequest = { to: string; ip: string };

export type MailLimits = {
  /** Counts a mail. `recipient` says that this mailbox has had enough of them, `requester` that this address asked for. */
  take: (
    request: MailRequest,
  ) => Promise<{ ok: true } | { ok: false; by: "recipient" | "requester"; retryAfterSeconds: number }>;
};

export type MailLimitSettings = {
  /** Mails with links to one mailbox in an hour, whoever asks. */
  perRecipient: number;
  /** Mails with links that one address may ask for in an hour. */
  perRequester: number;
};

const HOUR_SECONDS = 3_600;

/** Limits kept in Postgres, so that all processes share them. */
export function createMailLimits(pool: pg.Pool, settings: MailLimitSettings): MailLimits {
  const recipient = postgresLimiter(pool, "link-mail-recipient", settings.perRecipient, HOUR_SECONDS);
  const requester = postgresLimiter(pool, "link-mail-ip", settings.perRequester, HOUR_SECONDS);
  return {
    take: async ({ to, ip }) => {
      const requesterWaits = await takePoint(requester, ip);
      if (requesterWaits !== null) return refusal("requester", requesterWaits);
      // A digest, so that the table holds no address of somebody who never signed up.
      const recipientWaits = await takePoint(recipient, createHash("sha256").update(mailboxOf(to)).digest("hex"));
      return recipientWaits === null ? { ok: true } : refusal("recipient", recipientWaits);
    },
  };
}

function refusal(by: "recipient" | "requester", waitMs: number) {
  return { ok: false, by, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) } as const;
}

/** The process's own limits. */
export function mailLimits(): MailLimits {
  // In local mode everyone comes from one address.
  const crowd = env().LOCAL_MODE ? 100 : 1;
  limits ??= createMailLimits(database().pool, { perRecipient: 5, perRequester: 30 * crowd });
  return limits;
}

let limits: MailLimits | undefined;
