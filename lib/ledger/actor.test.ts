import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { type DebitRequest, debit } from "@/lib/ledger/debit";
import { openSpendQueue } from "@/lib/ledger/open-spend-queue";
import { placeHold } from "@/lib/ledger/place-hold";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

test("the app's own process is the actor of its spends, and may name a part of itself", async () => {
  const accountId = await accountWith(db, { pack: { amount: 100n } });
  const one = await debit(db.sql, { accountId, amount: 1n }, NOON);
  const queue = openSpendQueue({ sql: db.sql });
  const many = await Promise.all([1n, 2n, 3n].map((amount) => queue.debit({ accountId, amount }, NOON)));
  for (const spent of [one, ...many]) expect(spent).toMatchObject({ ok: true, entry: { actor: "app:refill" } });
  const named = await placeHold(db.sql, { accountId, amount: 1n, actor: "app:reports" }, NOON);
  expect(named).toMatchObject({ ok: true, hold: { actor: "app:reports" } });
});

test("code that charges a user cannot record the user as the actor", async () => {
  const accountId = await accountWith(db, { pack: { amount: 100n } });
  // @ts-expect-error A person decides through the API alone, where `byPerson` says so: this does not compile.
  const charge: DebitRequest = { accountId, amount: 1n, actor: "user:1" };
  expect(await debit(db.sql, charge, NOON)).toMatchObject({ ok: true });
});
