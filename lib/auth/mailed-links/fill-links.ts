import { secretOf } from "@/lib/auth/mailed-links/secret";
import type { LinkPath } from "@/lib/auth/mailed-links/types";

/** The placeholder URL in a stored email: it names the link without its secret. */
export function storedLink(path: LinkPath, linkId: string): string {
  return `${path}?token=link.${linkId}`;
}

type Bodies = { template: string; html: string; text: string };

/** An email as it is sent or shown in the outbox, with the secrets of its links. */
export function fillLinks<Mail extends Bodies>(mail: Mail): Mail {
  if (!CARRIERS.has(mail.template)) return mail;
  return { ...mail, html: fill(mail.html), text: fill(mail.text) };
}

// Text from other people in an email must not be treated as a link.
const CARRIERS = new Set(["verify_email", "reset_password", "change_email"]);

function fill(body: string): string {
  return body.replaceAll(/\?token=link\.([0-9a-f-]{36})/g, (_, linkId: string) => `?token=${secretOf(linkId)}`);
}
