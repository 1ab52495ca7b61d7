import { inspect } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { USER_STATUSES } from "@/lib/account/list/current-plan-filter";
import { listUsers } from "@/lib/account/list/list-users";
import type { UserFilter } from "@/lib/account/list/user-filter";
import type { UserRow } from "@/lib/account/list/user-row";
import { newPerson } from "@/lib/api/testing/people";
import { SUBSCRIPTION_STATUSES } from "@/lib/billing/subscription-status";
import { newAccount, newUser, oweCredits } from "@/lib/ledger/testing/accounts";

const database = await testDatabase();
const db = database.prisma;
const DAY = 86_400_000;
const START = Date.parse("2026-11-01T00:00:00Z");
const at = (day: number) => new Date(START + day * DAY);

let versions: string[];

/** Users with every status and order of a paid, a given and a free plan, and visits on the first days of a month. */
beforeAll(async () => {
  versions = await Promise.all(
    ["free", "pro", "max"].map(async (key) => {
      const plan = await db.plan.create({ data: { key, isFree: key === "free" } });
      const version = { planId: plan.id, version: 1, name: key, description: "", creditsPerMonth: 5n };
      return (await db.planVersion.create({ data: version })).id;
    }),
  );
  const [free = "", pro = "", max = ""] = versions;
  for (const [n, status] of SUBSCRIPTION_STATUSES.entries()) {
    for (const more of ["none", "newer", "older", "given"] as const) {
      const { id: userId } = await newPerson(database);
      const row = { userId, anchorAt: at(0), currentPeriodStart: at(0), createdAt: at(2) };
      await db.subscription.create({ data: { ...row, planVersionId: free, status: "ACTIVE", createdAt: at(0) } });
      await db.subscription.create({
        data: { ...row, planVersionId: pro, status, stripeSubscriptionId: `sub_${userId}` },
      });
      const other = {
        ...row,
        planVersionId: max,
        status: "PAST_DUE",
        createdAt: at(more === "older" ? 1 : 3),
      } as const;
      if (more === "given") await db.subscription.create({ data: { ...other, status: "ACTIVE", compUntil: at(90) } });
      else if (more !== "none") {
        await db.subscription.create({ data: { ...other, stripeSubscriptionId: `sub_of_${more}_${userId}` } });
      }
      const session = { userId, method: "password", createdAt: at(0), authenticatedAt: at(0) };
      for (let day = 0; day < n; day++) await db.session.create({ data: { ...session, lastSeenAt: at(day) } });
    }
  }
  await newPerson(database);
});

async function idsOf(filter: UserFilter): Promise<string[]> {
  const page = await listUsers(db, { ...filter, limit: 100 });
  return page.ok ? page.data.map(({ id }) => id) : [];
}

/** Filters must find the users of whom the list itself says it. */
async function expectToFind(filter: UserFilter, isFound: (row: UserRow) => boolean): Promise<void> {
  const all = await listUsers(db, { limit: 100 });
  const expected = all.ok ? all.data.filter(isFound).map(({ id }) => id) : [];
  expect(await idsOf(filter), inspect(filter)).toEqual(expected);
}

test("users are filtered by the plan and the status that the list shows for them", async () => {
  await expectToFind({ plan: "none" }, ({ plan }) => plan === null);
  for (const key of ["free", "pro", "max"]) {
    await expectToFind({ plan: key }, ({ plan }) => plan === key);
    for (const name of USER_STATUSES) {
      await expectToFind({ plan: key, status: name }, ({ plan, status }) => plan === key && status === name);
    }
  }
  for (const name of USER_STATUSES) await expectToFind({ status: name }, ({ status }) => status === name);
});

test("users are filtered by the version of the plan that the list shows for them", async () => {
  const pro = await db.plan.findUniqueOrThrow({ where: { key: "pro" } });
  const next = { planId: pro.id, version: 2, name: "pro", description: "", creditsPerMonth: 5n };
  const { id } = await db.planVersion.create({ data: next });
  await db.plan.update({ where: { id: pro.id }, data: { currentVersion: 2 } });
  const some = await db.subscription.findMany({ where: { planVersionId: versions[1], status: "ACTIVE" }, take: 2 });
  await db.subscription.updateMany({
    where: { id: { in: some.map((one) => one.id) } },
    data: { planVersionId: id },
  });
  for (const version of [1, 2, 3]) {
    await expectToFind({ planVersion: version }, ({ planVersion }) => planVersion === version);
    const ofPro = ({ plan, planVersion }: UserRow) => plan === "pro" && planVersion === version;
    await expectToFind({ plan: "pro", planVersion: version }, ofPro);
  }
  await expectToFind({ planVersion: "older" }, ({ plan, planVersion }) => plan === "pro" && planVersion === 1);
  await expectToFind({ plan: "max", planVersion: "older" }, () => false);
});

test("users are filtered by the last visit that the list shows for them, or by none", async () => {
  for (const day of [0, 3, 7, 20]) {
    await expectToFind({ seenSince: at(day) }, ({ lastSeenAt }) => lastSeenAt !== null && lastSeenAt >= at(day));
    await expectToFind({ notSeenSince: at(day) }, ({ lastSeenAt }) => lastSeenAt === null || lastSeenAt < at(day));
  }
  const between = { seenSince: at(2), notSeenSince: at(5), plan: "free" };
  await expectToFind(
    between,
    ({ lastSeenAt, plan }) => lastSeenAt !== null && lastSeenAt >= at(2) && lastSeenAt < at(5) && plan === "free",
  );
});

test("users are filtered by the balance that the list shows for them, which is 0 without a credit account", async () => {
  await newUser(database);
  for (const credits of [3, 8]) await newPerson(database, credits);
  await oweCredits(database, await newAccount(database), 5n);
  for (const bound of [-6n, -5n, -1n, 0n, 1n, 3n, 5n, 8n, 9n]) {
    await expectToFind({ minBalance: bound }, ({ balance }) => (balance ?? 0n) >= bound);
    await expectToFind({ maxBalance: bound }, ({ balance }) => (balance ?? 0n) <= bound);
  }
});
