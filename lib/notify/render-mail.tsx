import { render } from "@react-email/render";
import { letterOf } from "@/lib/notify/letter-of";
import { MailLayout } from "@/lib/notify/mail-layout";
import type { Letter, MailContent } from "@/lib/notify/types";

export type RenderedMail = { subject: string; html: string; text: string };

/** An email as it is sent. `appUrl` is the app's public address; paths become links to it. */
export async function renderMail(content: MailContent, appUrl: string): Promise<RenderedMail> {
  const origin = appUrl.replace(/\/+$/, "");
  const letter = withLink(letterOf(content), origin);
  const html = await render(<MailLayout letter={letter} appUrl={origin} />);
  return { subject: letter.subject, html, text: plainText(letter, origin) };
}

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
