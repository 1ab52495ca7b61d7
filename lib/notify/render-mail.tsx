import { render } from "@react-email/render";
import { letterOf } from "@/lib/notify/letter-of";
import { MailLayout } from "@/lib/notify/mail-layout";
import type { Letter, MailContent } from "@/lib/notify/types";

export type RenderedMail = { subject: string; html: string; text: string };

/** An email as it is sent. `appUrl` is the app's public address; paths become links to it. */
export async function renderMail(content: MailContent, appUrl: string): Promise<RenderedMail> {
  const origin = appUrl.replace(/\/+$/, "");
  const letter = withLink(letterOf(content), origin);
  return { subject: letter.subject, html: await htmlOf(letter, origin), text: plainText(letter, origin) };
}

const LINK_ID = /link\.[0-9a-f-]{36}$/;
const ANY_LINK = "link.00000000-0000-0000-0000-000000000000";

/**
 * The letters of sign-up differ only in their link, and rendering one takes four milliseconds of processor time: the last one
 * is kept, and gets the new link.
 */
async function htmlOf(letter: Letter, origin: string): Promise<string> {
  const { name, link } = letter.button;
  const [linkId] = LINK_ID.exec(link) ?? [];
  if (!linkId) return render(<MailLayout letter={letter} appUrl={origin} />);
  const same = { ...letter, button: { name, link: link.replace(linkId, ANY_LINK) } };
  const key = JSON.stringify([same, origin]);
  if (kept?.key !== key) kept = { key, html: await render(<MailLayout letter={same} appUrl={origin} />) };
  return kept.html.replaceAll(ANY_LINK, linkId);
}

let kept: { key: string; html: string } | null = null;

function withLink(letter: Letter, origin: string): Letter {
  const { name, link } = letter.button;
  return { ...letter, button: { name, link: link.startsWith("/") ? origin + link : link } };
}

/** The plain text version. */
function plainText({ subject, paragraphs, facts, button, why }: Letter, origin: string): string {
  const table = facts.map(({ name, value }) => `${name}: ${value}`).join("\n");
  const parts = [
    subject,
    ...paragraphs,
    ...(table ? [table] : []),
    `${button.name}: ${button.link}`,
    `--\n${why ? `${why}\n` : ""}Settings: ${origin}/settings`,
  ];
  return `${parts.join("\n\n")}\n`;
}
