import { fillLinks } from "@/lib/auth/mailed-links/fill-links";
import type { Database } from "@/lib/db";
import type { MailTemplate } from "@/lib/notify/types";

/** The newest email of this kind to an address, as its reader sees it; null when there is none. */
export async function newestMail({ prisma }: Database, to: string, template: MailTemplate) {
  const mail = await prisma.mail.findFirst({ where: { to, template }, orderBy: { id: "desc" } });
  return mail && fillLinks(mail);
}

/** The token of the link in that email. */
export async function mailedToken(database: Database, to: string, template: MailTemplate): Promise<string> {
  const mail = await newestMail(database, to, template);
  const token = /\?token=([\w-]{43})\b/.exec(mail?.text ?? "")?.[1];
  if (!token) throw new Error(`No link was sent to ${to}.`);
  return token;
}
