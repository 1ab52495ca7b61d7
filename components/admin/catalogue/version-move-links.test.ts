import { expect, test } from "vitest";
import { groupPath, moversPath } from "@/components/admin/catalogue/version-move-links";
import { parseUserQuery, toUserFilter, userExportPath } from "@/components/admin/users/user-query";
import { testDatabase } from "@/dev/testing/database";
import { listUsers } from "@/lib/account/list/list-users";
import { usersCsv } from "@/lib/account/list/users-csv";
import { userFilter } from "@/lib/api/endpoints/admin-users/filter";
import { newPerson } from "@/lib/api/testing/people";
import { previewVersionMove } from "@/lib/billing/plans/version-moves/preview-version-move";

const database = await testDatabase();
const db = database.prisma;
const NOW = new Date("2026-11-01T00:00:00Z");

type Subscription = { price: string; version: string; cancels?: boolean; compUntil?: Date };

async function subscriber({ price, version, cancels = false, compUntil }: Subscription): Promise<void> {
  const { id: userId } = await newPerson(database);
  const paid = compUntil ? { compUntil } : { priceId: price, stripeSubscriptionId: `sub_${userId}` };
  await db.subscription.create({
    data: {
      userId,
      planVersionId: version,
      status: "ACTIVE",
      anchorAt: NOW,
      currentPeriodStart: NOW,
      cancelAtPeriodEnd: cancels,
      ...paid,
    },
  });
}

/** How many users the page, the CSV file and the API list for an address. */
async function found(path: string): Promise<number[]> {
  const filter = toUserFilter(parseUserQuery(Object.fromEntries(new URL(path, "http://app").searchParams)), NOW);
  const asked = Object.fromEntries(new URL(userExportPath(filter), "http://app").searchParams);
  const lengths = [];
  for (const one of [filter, userFilter.parse(asked)]) {
    const page = await listUsers(db, { ...one, limit: 100 });
    lengths.push(page.ok ? page.data.length : -1);
  }
  let csv = "";
  for await (const part of usersCsv(db, userFilter.parse(asked))) csv += part;
  return [...lengths, csv.trim().split("\n").length - 1];
}

test("the counts of a move's preview are the rows of the lists that they lead to", { tags: ["full"] }, async () => {
  const plan = await db.plan.create({ data: { key: "pro", currentVersion: 2 } });
  const versions = [];
  for (const version of [1, 2]) {
    const terms = { planId: plan.id, version, name: "Pro", description: "", creditsPerMonth: 5n };
    const { id } = await db.planVersion.create({ data: terms });
    const prices = [];
    for (const interval of ["MONTH", "YEAR"] as const) {
      const stripePriceId = `price_${version}_${interval}`;
      const price = { planVersionId: id, interval, amountCents: 100, currency: "usd", lookupKey: "pro", stripePriceId };
      prices.push((await db.price.create({ data: price })).id);
    }
    versions.push({ version: id, month: prices[0] ?? "", year: prices[1] ?? "" });
  }
  const [older, sold] = versions as [(typeof versions)[0], (typeof versions)[0]];
  for (const price of [older.month, older.month, older.year]) await subscriber({ price, version: older.version });
  await subscriber({ price: older.year, version: older.version, cancels: true });
  await subscriber({ price: older.year, version: older.version, compUntil: new Date("2027-01-01") });
  await subscriber({ price: sold.month, version: sold.version });

  const preview = await previewVersionMove(database, plan.id);
  expect(preview).toMatchObject({ subscribers: 3, left: [{ subscribers: 1 }] });
  expect(await found(moversPath("pro", "ready"))).toEqual([3, 3, 3]);
  expect(await found(moversPath("pro", "left"))).toEqual([1, 1, 1]);
  for (const group of preview?.groups ?? []) {
    expect(await found(groupPath("pro", group))).toEqual(Array(3).fill(group.subscribers));
  }
  expect(preview?.groups.map(({ subscribers }) => subscribers)).toEqual([2, 1]);
  expect(await found("/admin/users?plan=pro&version=older")).toEqual([5, 5, 5]);
});
