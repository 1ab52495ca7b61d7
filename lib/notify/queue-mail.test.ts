import { describe, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createUser } from "@/lib/auth/create-user";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";
import { queueMail } from "@/lib/notify/queue-mail";
import { EVERY_TEMPLATE } from "@/lib/notify/testing/every-template";
import type { MailContent, NewMail } from "@/lib/notify/types";

const database = await testDatabase();

const refund = (userId: string, amountCents = 2000): NewMail => ({
  template: "refunded",
  userId,
  sourceKey: "refund:re_1",
  description: "Starter",
  credits: 0n,
  amountCents,
  currency: "usd",
});

const mailsOf = (userId: string) => database.prisma.mail.findMany({ where: { userId } });

const jobsFor = (mailId: string) => database.sql`SELECT id FROM graphile_worker.jobs WHERE key = ${`mail:${mailId}`}`;

describe("an email", () => {
  it("is in the outbox with its job once its transaction is committed", async () => {
    const userId = await newUser(database);
    await database.transaction((db) => queueMail(db, refund(userId), NOON));
    const [mail, ...more] = await mailsOf(userId);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      template: "refunded",
      subject: "We refunded $20.00",
      status: "QUEUED",
      attempts: 0,
      createdAt: NOON,
      to: (await database.prisma.user.findUniqueOrThrow({ where: { id: userId } })).email,
    });
    expect(mail?.html).toContain("http://localhost:3000/billing");
    expect(await jobsFor(mail?.id ?? "")).toHaveLength(1);
  });

  it("is written once per source key, even if the content changes later", async () => {
    const userId = await newUser(database);
    await database.transaction((db) => queueMail(db, refund(userId), NOON));
    await database.transaction((db) => queueMail(db, refund(userId, 3000), NOON));
    const other = await newUser(database);
    await database.transaction((db) => queueMail(db, refund(other), NOON));
    expect((await mailsOf(userId)).map(({ subject }) => subject)).toEqual(["We refunded $20.00"]);
    expect(await mailsOf(other)).toHaveLength(1);
  });

  it("is written once when it is queued eight times at once", async () => {
    const userId = await newUser(database);
    const hear = () => database.transaction((db) => queueMail(db, refund(userId), NOON));
    await Promise.all(Array.from({ length: 8 }, hear));
    const mails = await mailsOf(userId);
    expect(mails).toHaveLength(1);
    expect(await jobsFor(mails[0]?.id ?? "")).toHaveLength(1);
  });

  it("is removed with its job when the transaction is rolled back", async () => {
    const userId = await newUser(database);
    const before = await database.sql`SELECT id FROM graphile_worker.jobs`;
    const work = database.transaction(async (db) => {
      await queueMail(db, refund(userId), NOON);
      throw new Error("the fact is none");
    });
    await expect(work).rejects.toThrow("the fact is none");
    expect(await mailsOf(userId)).toEqual([]);
    expect(await database.sql`SELECT id FROM graphile_worker.jobs`).toHaveLength(before.length);
  });

  it("about a refill is written only for users who turned it on", async () => {
    const userId = await newUser(database);
    const refill = (sourceKey: string) =>
      database.transaction((db) =>
        queueMail(
          db,
          { template: "refilled", userId, sourceKey, planName: "Pro", credits: 400n, debtPaid: 0n, nextRefillAt: null },
          NOON,
        ),
      );
    await refill("refill:1");
    await database.prisma.notificationSetting.create({ data: { userId, refilled: true } });
    await refill("refill:2");
    await database.prisma.notificationSetting.update({ where: { userId }, data: { refilled: false } });
    await refill("refill:3");
    expect((await mailsOf(userId)).map(({ sourceKey }) => sourceKey)).toEqual(["refill:2"]);
  });

  it("is written to an unverified address only if its link verifies the address", { tags: ["full"] }, async () => {
    const userId = await newUser(database);
    await database.prisma.user.update({ where: { id: userId }, data: { emailVerified: null } });
    const contents: MailContent[] = [
      ...EVERY_TEMPLATE.map(({ mail }) => mail),
      { template: "verify_email", credits: 50n, link: "/verify-email" },
    ];
    for (const [index, content] of contents.entries()) {
      await database.transaction((db) => queueMail(db, { ...content, userId, sourceKey: `fact:${index}` }, NOON));
    }
    const written = new Set((await mailsOf(userId)).map(({ template }) => template));
    expect([...written].sort()).toEqual(["change_email", "reset_password", "verify_email"]);
  });

  it("welcomes a new user with a verified address, and asks other new users to verify theirs", async () => {
    const vouched = await createUser(database, { email: "new@example.com", name: "New", emailVerified: NOON }, NOON);
    expect(await mailsOf(vouched?.id ?? "")).toMatchObject([{ template: "welcome", to: "new@example.com" }]);
    const typed = await createUser(database, { email: "typed@example.com", name: "New" }, NOON);
    expect(await mailsOf(typed?.id ?? "")).toMatchObject([{ template: "verify_email", to: "typed@example.com" }]);
  });
});
