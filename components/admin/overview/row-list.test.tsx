import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RowList } from "@/components/admin/overview/row-list";
import { testDatabase } from "@/dev/testing/database";
import { placeholderEmail } from "@/lib/account/placeholder-email";
import { rollUp } from "@/lib/analytics/rollup/roll-up";
import { exportRows } from "@/lib/analytics/rows/export-rows";
import { NUMBERS, type NumberDefinition, type RowFilter } from "@/lib/analytics/rows/numbers";
import { pays, somePlan, subscriptionOf } from "@/lib/analytics/testing/subscribers";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

test("every row behind a number names a user of another app by that app's id, on the page and in the CSV file", async () => {
  const userId = await newUser(db);
  const known = { email: placeholderEmail(userId), externalId: "crm-7", createdAt: NOON };
  await db.prisma.user.update({ where: { id: userId }, data: known });
  const accountId = await openAccount(db.sql, userId, NOON);
  const actor = "system" as const;
  await grant(db.sql, { accountId, kind: "PACK", amount: 9n, sourceKey: "pack", actor }, NOON);
  await debit(db.sql, { accountId, amount: 2n, actor }, NOON);
  const { planVersionId } = await somePlan(db);
  await pays(db, await subscriptionOf(db, userId, planVersionId), { at: NOON, cents: 900, interval: "YEAR" });
  const paid = {
    userId,
    kind: "PACK",
    status: "SUCCEEDED",
    description: "",
    amountCents: 700,
    currency: "usd",
  } as const;
  await db.prisma.payment.create({ data: { ...paid, paidAt: NOON } });
  await rollUp(db, NOON);

  const filter: RowFilter = {
    from: new Date(NOON.getTime() - 86_400_000),
    to: new Date(NOON.getTime() + 86_400_000),
    currency: "usd",
    money: {},
    balances: { from: 1n, to: 100n },
    cohort: { month: NOON.toISOString().slice(0, 7), nth: null },
    now: new Date(NOON.getTime() + 1),
  };
  const seen: string[] = [];
  for (const [name, number] of Object.entries<NumberDefinition>(NUMBERS)) {
    const { rows } = await number.rows(db.sql, filter, { after: null, limit: 9 });
    if (rows.length === 0) continue;
    seen.push(name);
    const page = renderToStaticMarkup(<RowList title={number.title} rows={rows} />);
    expect(page, name).toContain(`<a class="focus-ring`);
    expect(page, name).toMatch(new RegExp(`href="/admin/users/${userId}"[^>]*>crm-7<`));
    let csv = "";
    for await (const part of exportRows(db.sql, number, filter)) csv += part;
    const [header, line] = csv.split("\r\n").map((one) => one.split(","));
    expect(line?.[header?.indexOf("userId") ?? -1], name).toBe(userId);
    expect(line?.[header?.indexOf("email") ?? -1], name).toBe("");
    expect(line?.[header?.indexOf("externalId") ?? -1], name).toBe("crm-7");
  }
  expect(seen).toEqual(
    expect.arrayContaining(["mrr", "new", "active", "money", "issued", "spent", "liability", "balances", "cohort"]),
  );
});
