import { secretOf } from "@/lib/auth/mailed-links/secret";
import type { LinkPath } from "@/lib/auth/mailed-links/types";

/** The address in a mail as it is stored: it names the link and does not hold its secret. */
export function storedLink(path: LinkPath, linkId: string): string {
  return `${path}?token=link.${linkId}`;
}

type Bodies = { template: string; html: string; text: string };

/** A mail as it is sent or read in the outbox: the links it names hold their secrets. */
export function fillLinks<Mail extends Bodies>(mail: Mail): Mail {
  if (!CARRIERS.has(mail.template)) return mail;
  return { ...mail, html: fill(mail.html), text: fill(mail.text) };
}

// Nothing that anybody else wrote into a mail is taken for a link.
const CARRIERS = new Set(["verify_email", "reset_password", "change_email"]);

function fill(body: string): string {
  return body.replaceAll(/\?token=link\.([0-9a-f-]{36})/g, (_, linkId: string) => `?token=${secretOf(linkId)}`);
}
