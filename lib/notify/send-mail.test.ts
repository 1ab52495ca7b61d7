import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { createMailer, type Mailer } from "@/lib/notify/mailer";
import { queueMail } from "@/lib/notify/queue-mail";
import { sendMail } from "@/lib/notify/send-mail";
import { sendWaitingMails } from "@/lib/notify/send-waiting-mails";
import { testMailServer } from "@/lib/notify/testing/mail-server";

const database = await testDatabase();
const server = await testMailServer();
const from = "Refill <billing@refill.example>";
const mailer = createMailer({ url: server.url, from });
afterAll(() => mailer.close());

const first = { mailer, localMode: false, isLast: false };
const last = { ...first, isLast: true };

async function queued(to = `${randomUUID()}@example.com`, at = NOON) {
  const { id: userId } = await database.prisma.user.create({ data: { email: to, emailVerified: NOON } });
  await database.transaction((db) =>
    queueMail(db, { template: "welcome", userId, sourceKey: "welcome", credits: 50n }, at),
  );
  return database.prisma.mail.findFirstOrThrow({ where: { userId } });
}

const receivedBy = (to: string) => server.received.filter((mail) => mail.to.includes(to));
const mailNow = (id: string) => database.prisma.mail.findUniqueOrThrow({ where: { id } });

/** A mail server that has been shut down. */
async function deadMailer(): Promise<Mailer> {
  const gone = await testMailServer();
  await gone.close();
  return createMailer({ url: gone.url, from });
}

describe("sending an email", () => {
  it("sends it once, as it is in the outbox", async () => {
    const mail = await queued();
    expect(await sendMail(database, mail.id, first, NOON)).toEqual({ ok: true, reason: "sent" });
    expect(await sendMail(database, mail.id, first, NOON)).toEqual({ ok: false, reason: "not_waiting" });
    const [received, ...more] = receivedBy(mail.to);
    expect(more).toEqual([]);
    expect(received).toMatchObject({ from: "billing@refill.example", messageId: `<${mail.id}@refill.example>` });
    expect(received?.raw).toMatch(/^Subject: Welcome to Refill$/m);
    expect(received?.raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(await mailNow(mail.id)).toMatchObject({ status: "SENT", sentAt: NOON, attempts: 1, error: null });
  });

  it("sends it again with the same message id if the process died before recording it as sent", async () => {
    const mail = await queued();
    await mailer.send(mail);
    await sendMail(database, mail.id, first, NOON);
    const ids = receivedBy(mail.to).map(({ messageId }) => messageId);
    expect(ids).toEqual([`<${mail.id}@refill.example>`, `<${mail.id}@refill.example>`]);
  });

  it("keeps it for a retry while the server cannot be reached, and records why", async () => {
    const mail = await queued();
    const away = { ...first, mailer: await deadMailer() };
    await expect(sendMail(database, mail.id, away, NOON)).rejects.toThrow("ECONNREFUSED");
    expect(await mailNow(mail.id)).toMatchObject({
      status: "QUEUED",
      attempts: 1,
      error: expect.stringMatching(/REFUSED/),
    });
    await sendMail(database, mail.id, first, NOON);
    expect(await mailNow(mail.id)).toMatchObject({ status: "SENT", attempts: 2, error: null });
    expect(receivedBy(mail.to)).toHaveLength(1);
  });

  it("gives up after the last attempt, and records why", async () => {
    const mail = await queued(`full-${randomUUID()}@example.com`);
    await expect(sendMail(database, mail.id, first, NOON)).rejects.toThrow("The mailbox is full.");
    expect(await sendMail(database, mail.id, last, NOON)).toMatchObject({ ok: false, reason: "gave_up" });
    expect(await mailNow(mail.id)).toMatchObject({ status: "FAILED", error: expect.stringContaining("full") });
  });

  it("gives up immediately if the server permanently refuses the address", async () => {
    const mail = await queued(`nobody-${randomUUID()}@example.com`);
    expect(await sendMail(database, mail.id, first, NOON)).toMatchObject({ ok: false, reason: "gave_up" });
    expect(await mailNow(mail.id)).toMatchObject({
      status: "FAILED",
      error: expect.stringContaining("No such mailbox"),
    });
  });

  it("counts it as sent in local mode without a server, where it is read in the outbox", async () => {
    const mail = await queued();
    const local = { mailer: null, localMode: true, isLast: false };
    expect(await sendMail(database, mail.id, local, NOON)).toEqual({ ok: true, reason: "kept" });
    expect(await mailNow(mail.id)).toMatchObject({ status: "SENT" });
    expect(receivedBy(mail.to)).toEqual([]);
  });

  it("keeps it queued while no server is configured", async () => {
    const mail = await queued();
    expect(await sendMail(database, mail.id, { ...first, mailer: null }, NOON)).toEqual({
      ok: false,
      reason: "no_mailer",
    });
    expect(await mailNow(mail.id)).toMatchObject({ status: "QUEUED", attempts: 0 });
  });
});

describe("emails queued without a mail server", () => {
  it("are sent once a server is configured, except outdated ones", async () => {
    await database.sql`DELETE FROM mail WHERE status = 'QUEUED'`;
    const fresh = await queued();
    const old = await queued(undefined, after(NOON, -73 * HOUR));
    const hasJob = await queued();
    for (const { id } of [fresh, old]) await database.sql`SELECT graphile_worker.remove_job(${`mail:${id}`})`;
    expect(await sendWaitingMails(database.sql, NOON)).toBe(1);
    expect(await sendWaitingMails(database.sql, NOON)).toBe(0);
    const jobs = await database.sql<{ key: string }>`SELECT key FROM graphile_worker.jobs`;
    const keys = jobs.map(({ key }) => key);
    expect(keys).toContain(`mail:${fresh.id}`);
    expect(keys).toContain(`mail:${hasJob.id}`);
    expect(keys).not.toContain(`mail:${old.id}`);
    expect(await mailNow(old.id)).toMatchObject({
      status: "FAILED",
      error: "No mail server was set up for three days.",
    });
  });
});
