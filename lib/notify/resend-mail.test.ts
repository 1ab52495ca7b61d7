import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { newPerson } from "@/lib/api/testing/people";
import { queueMail } from "@/lib/notify/queue-mail";
import { resendMail } from "@/lib/notify/resend-mail";

const database = await testDatabase();
const db = database.prisma;
const now = new Date();
const actor = { userId: null, requestId: "request-1" };

async function receipt(userId: string, status: "QUEUED" | "SENT" = "SENT") {
  const content = { template: "welcome", credits: 50n } as const;
  await queueMail(db, { ...content, userId, sourceKey: "welcome" }, now);
  return db.mail.update({ where: { userId_sourceKey: { userId, sourceKey: "welcome" } }, data: { status } });
}

const resend = (userId: string, mailId: string, reason = "They lost it") =>
  resendMail(database, actor, { userId, mailId, reason }, now);
const copiesOf = (mailId: string) => db.mail.findMany({ where: { sourceKey: { startsWith: `resent:${mailId}` } } });
const records = (targetId: string) => db.auditLog.findMany({ where: { targetId, action: "mail.resent" } });

test("an email is sent again as it was, to the present address, with a job and on record", async () => {
  const { id } = await newPerson(database);
  const { id: mailId, subject, html, text } = await receipt(id);
  await db.user.update({ where: { id }, data: { email: `new-${id}@example.com` } });
  expect(await resend(id, mailId)).toEqual({ ok: true });
  const [copy] = await copiesOf(mailId);
  expect(copy).toMatchObject({
    subject,
    html,
    text,
    template: "welcome",
    status: "QUEUED",
    to: `new-${id}@example.com`,
  });
  const jobs = await database.sql`SELECT id FROM graphile_worker.jobs WHERE key = ${`mail:${copy?.id}`}::text`;
  expect(jobs).toHaveLength(1);
  expect(await records(id)).toMatchObject([{ reason: "They lost it", after: { of: mailId, template: "welcome" } }]);
});

test("two admins at once send one copy, and another only once that was sent", async () => {
  const { id } = await newPerson(database);
  const { id: mailId } = await receipt(id);
  const outcomes = await Promise.all([resend(id, mailId), resend(id, mailId)]);
  expect(outcomes).toContainEqual({ ok: true });
  expect(outcomes).toContainEqual({ ok: false, reason: "still_waiting" });
  await db.mail.updateMany({ where: { userId: id }, data: { status: "SENT" } });
  expect(await resend(id, mailId)).toEqual({ ok: true });
  expect(await copiesOf(mailId)).toHaveLength(2);
});

test("nothing is sent of a link, of what was purged or waits, of another user, or to an address that is not proven", async () => {
  const { id } = await newPerson(database);
  const { id: mailId } = await receipt(id, "QUEUED");
  expect(await resend(id, mailId, " ")).toEqual({ ok: false, reason: "missing_reason" });
  expect(await resend(id, mailId)).toEqual({ ok: false, reason: "still_waiting" });
  expect(await resend((await newPerson(database)).id, mailId)).toEqual({ ok: false, reason: "unknown_mail" });
  await db.mail.update({ where: { id: mailId }, data: { status: "SENT", template: "reset_password" } });
  expect(await resend(id, mailId)).toEqual({ ok: false, reason: "has_link" });
  await db.mail.update({ where: { id: mailId }, data: { template: "welcome", to: "" } });
  expect(await resend(id, mailId)).toEqual({ ok: false, reason: "purged" });
  await db.mail.update({ where: { id: mailId }, data: { to: "a@example.com" } });
  await db.user.update({ where: { id }, data: { emailVerified: null } });
  expect(await resend(id, mailId)).toEqual({ ok: false, reason: "no_address" });
  expect(await copiesOf(mailId)).toEqual([]);
  expect(await records(id)).toEqual([]);
});
