import { expect, test } from "vitest";
import { queriesDuring } from "@/dev/testing/count-queries";
import { testDatabase } from "@/dev/testing/database";
import { createUser } from "@/lib/auth/create-user";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { NOON } from "@/lib/ledger/testing/accounts";

const database = await testDatabase();
const { prisma } = database;
await prisma.plan.create({
  data: { key: "free", isFree: true, versions: { create: { version: 1, name: "Free", creditsPerMonth: 50n } } },
});

let people = 0;
async function join(emailVerified: Date | null) {
  people += 1;
  const user = await createUser(database, { email: `person${people}@example.com`, name: null, emailVerified }, NOON);
  if (!user) throw new Error("The address is taken.");
  return user;
}

const rowsOf = async (userId: string) => ({
  accounts: await prisma.creditAccount.count({ where: { id: userId } }),
  subscriptions: await prisma.subscription.count({ where: { userId } }),
  lots: await prisma.creditLot.count({ where: { accountId: userId } }),
  links: await prisma.securityToken.count({ where: { userId } }),
  mails: (await prisma.mail.findMany({ where: { userId }, orderBy: { id: "asc" } })).map(({ template }) => template),
});

test("a sign-up leaves the user, an account and the email with the link, and takes few statements", async () => {
  await join(null);
  let id = "";
  const statements = await queriesDuring(async () => {
    id = (await join(null)).id;
  });
  expect(await rowsOf(id)).toEqual({ accounts: 1, subscriptions: 0, lots: 0, links: 1, mails: ["verify_email"] });
  const [mail] = await prisma.mail.findMany({ where: { userId: id } });
  expect(mail?.text).toContain("50 credits every month");
  expect(await database.sql`SELECT 1 FROM graphile_worker.jobs WHERE key = ${`mail:${mail?.id}`}`).toHaveLength(1);
  // BEGIN and COMMIT are two of them.
  expect(statements.length).toBeLessThanOrEqual(8);
});

test("a welcome adds nothing for someone who still has to verify their address, so a sign-up leaves it out", async () => {
  const { id } = await join(null);
  const before = await rowsOf(id);
  await database.transaction((db, sql) => welcomeUser({ db, sql }, { userId: id }, NOON));
  expect(await rowsOf(id)).toEqual(before);
});

test("someone with a verified address has the free plan, its first credits and the welcome at once", async () => {
  const { id } = await join(NOON);
  expect(await rowsOf(id)).toEqual({ accounts: 1, subscriptions: 1, lots: 1, links: 0, mails: ["welcome"] });
});
