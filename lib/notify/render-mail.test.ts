import { describe, expect, it } from "vitest";
import { renderMail } from "@/lib/notify/render-mail";
import { APP, EVERY_TEMPLATE } from "@/lib/notify/testing/every-template";
import type { MailContent } from "@/lib/notify/types";

const at = new Date("2026-12-01T10:30:00Z");
describe("every email", () => {
  it.each(EVERY_TEMPLATE)(
    "says what happened, in HTML and in text: $subject ($mail.template)",
    async ({ mail, ...expected }) => {
      const { subject, html, text } = await renderMail(mail, APP);
      expect(subject).toBe(expected.subject);
      const page = visible(html);
      for (const words of [...expected.says, subject]) {
        expect(text).toContain(words);
        expect(page).toContain(words);
      }
      expect(hrefs(html)).toEqual([expected.link, `${APP}/settings`]);
      expect(text).toContain(`: ${expected.link}\n`);
    },
  );

  it("formats amounts for people, and never shows raw values", async () => {
    for (const { mail } of EVERY_TEMPLATE) {
      const { text } = await renderMail(mail, APP);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\d{5,}|_/);
    }
  });

  it("has its own link, and no other, whichever was rendered before", async () => {
    const linked = EVERY_TEMPLATE.map(({ mail }) => mail).filter(
      (mail) => "link" in mail && mail.link?.includes("?token="),
    );
    expect(new Set(linked.map(({ template }) => template))).toEqual(
      new Set(["change_email", "reset_password", "verify_email"]),
    );
    const ids = [crypto.randomUUID(), crypto.randomUUID()];
    for (const id of ids) {
      for (const mail of linked) {
        const token = `link.${id}`;
        const { html, text } = await renderMail({ ...mail, link: `/somewhere?token=${token}` } as MailContent, APP);
        expect(hrefs(html)).toEqual([`${APP}/somewhere?token=${token}`, `${APP}/settings`]);
        expect(html.match(/link\.[0-9a-f-]{36}/g)).toEqual(
          html
            .split(token)
            .slice(1)
            .map(() => token),
        );
        expect(html).toContain(`<title>${(await renderMail(mail, APP)).subject}</title>`);
        expect(text).toContain(token);
      }
    }
  });

  it("loads no external resources and runs no scripts", async () => {
    for (const { mail } of EVERY_TEMPLATE) {
      const { html } = await renderMail(mail, APP);
      expect(html).not.toMatch(/<(img|script|link|iframe)\b|url\(|@import/i);
    }
  });

  it("escapes a name that contains markup", async () => {
    const planName = `<b onclick="x()">Pro</b>`;
    const mail: MailContent = { template: "ending_soon", what: "subscription", planName, endsAt: at };
    const { html, text } = await renderMail(mail, `${APP}/`);
    expect(html).not.toContain("<b onclick");
    expect(text).toContain(planName);
    expect(hrefs(html)[0]).toBe(`${APP}/billing`);
  });
});

function visible(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}

function hrefs(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map((match) => (match[1] ?? "").replaceAll("&amp;", "&"));
}
