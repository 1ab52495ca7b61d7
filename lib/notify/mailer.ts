import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import { oncePerProcess } from "@/lib/once-per-process";

export type OutgoingMail = { id: string; to: string; subject: string; html: string; text: string };

export type MailerSettings = {
  /** smtp://user:password@host:587 or smtps://… */
  url: string;
  /** Refill <billing@example.com> */
  from: string;
};

/** Sends emails through a mail server. */
export type Mailer = {
  /** Resolves once the server has accepted the email; throws the server's or the connection's error. */
  send: (mail: OutgoingMail) => Promise<void>;
  close: () => void;
};

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 30_000;

/** Connections are opened on demand, kept for a while, and shared. */
export function createMailer({ url, from }: MailerSettings): Mailer {
  const transport = createTransport({
    ...{ url, pool: true },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    // Emails are text and HTML only: nothing is fetched or read from disk.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  return {
    send: async ({ id, ...mail }) => {
      // The same each time, so that mail programs show an email that was sent twice only once.
      await transport.sendMail({ ...mail, from, messageId: `<${id}@${host}>`, headers: AUTOMATIC });
    },
    close: () => transport.close(),
  };
}

// Keeps out-of-office replies from answering automatic emails.
const AUTOMATIC = { "Auto-Submitted": "auto-generated" };

/** The mailer of this process, from SMTP_URL; null when that is not set. */
export function mailer(): Mailer | null {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL || !MAIL_FROM) return null;
  return connected();
}

const connected = oncePerProcess("mailer", () => {
  const { SMTP_URL: url = "", MAIL_FROM: from = "" } = env();
  return createMailer({ url, from });
});
