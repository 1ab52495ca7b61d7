import { createHash } from "node:crypto";
import type pg from "pg";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { mailboxOf } from "@/lib/mailbox";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/** `reset_password` and `change_email` can be asked for any address; the others only by a signed-in owner for their own. */
export type MailPurpose = "reset_password" | "change_email" | "verify_email" | "first_password";

/** Who asks for a mail with a link, what for, and where it would go. */
export type MailRequest = { purpose: MailPurpose; to: string; ip: string };

export type MailLimits = {
  /**
   * Counts a mail. `requester`: this address asked for too many. `recipient`: this mailbox has had enough mails of this
   * purpose, from this address or at all.
   */
  take: (
    request: MailRequest,
  ) => Promise<{ ok: true } | { ok: false; by: "recipient" | "requester"; retryAfterSeconds: number }>;
};

export type MailLimitSettings = {
  /** Mails of one purpose to one mailbox in an hour, from all addresses together. */
  perRecipient: number;
  /** Of those, how many one address may ask for without being signed in as the mailbox's owner. */
  perStranger: number;
  /** Mails with links that one address may ask for in an hour. */
  perRequester: number;
};

const HOUR_SECONDS = 3_600;

const OWNERS_OWN: readonly MailPurpose[] = ["verify_email", "first_password"];

/** Limits kept in Postgres, so that all processes share them. */
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

// So that the table holds no address of somebody who never signed up.
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

function refusal(by: "recipient" | "requester", waitMs: number) {
  return { ok: false, by, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) } as const;
}

/** The process's own limits. */
export function mailLimits(): MailLimits {
  // In local mode everyone comes from one address.
  const crowd = env().LOCAL_MODE ? 100 : 1;
  const settings = { perRecipient: 10, perStranger: env().LOCAL_MODE ? 10 : 3, perRequester: 30 * crowd };
  limits ??= createMailLimits(database().pool, settings);
  return limits;
}

let limits: MailLimits | undefined;
