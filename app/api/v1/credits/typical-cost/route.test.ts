import { expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { newMeter } from "@/lib/catalog/testing/meters";
import { debit } from "@/lib/ledger/debit";
import { DAY_MS } from "@/lib/time";
import { GET } from "./route";

const db = await testDatabase();
closeAppDatabase();

async function spend({ accountId }: Person, amounts: number[], labels: Partial<Parameters<typeof debit>[1]>) {
  for (const amount of amounts) {
    const result = await debit(db.sql, { accountId, amount: BigInt(amount), ...labels }, new Date());
    expect(result.ok).toBe(true);
  }
}

const ask = async ({ token }: Person, query: string) => (await call(GET, "GET", { token, url: `/?${query}` })).json;

test("half of the account's last spends by a meter cost at most what is typical, and all at most the rest", async () => {
  await newMeter(db, "report");
  const person = await newPerson(db, 10_000);
  await spend(person, [12, 11, 20, 12, 13], { meter: "report", quantity: "1", rateVersion: 1 });
  await spend(person, [500], { meter: "other", quantity: "1", rateVersion: 1 });
  expect(await ask(person, "meter=report")).toEqual({ basis: "account", spends: 5, typical: 12, atMost: 20 });
});

test("a call over several meters counts for each of them, with what it cost in all", async () => {
  await newMeter(db, "tokens_in", { perUnits: 100 });
  await newMeter(db, "tokens_out", { perUnits: 10 });
  const person = await newPerson(db, 1_000);
  const items = [
    { meter: "tokens_in", quantity: 500 },
    { meter: "tokens_out", quantity: 100 },
  ];
  await call(consume, "POST", { token: person.token, body: { items, model: "m", project: "chat" } });
  const cost = { basis: "account", spends: 1, typical: 15, atMost: 15 };
  for (const query of ["meter=tokens_in", "meter=tokens_out", "model=m", "project=chat"]) {
    expect(await ask(person, query)).toEqual(cost);
  }
  expect(await ask(person, "model=n")).toEqual({ basis: null, spends: 0, typical: null, atMost: null });
});

test("spends of more than 30 days ago do not count, nor all but the last 100", async () => {
  await newMeter(db, "old");
  const person = await newPerson(db);
  const monthsAgo = new Date(Date.now() - 40 * DAY_MS);
  const other = await newPerson(db, 10_000);
  await db.sql`UPDATE credit_lot SET effective_at = ${monthsAgo}::timestamptz WHERE account_id = ${other.accountId}::uuid`;
  await debit(db.sql, { accountId: other.accountId, amount: 900n, meter: "old" }, monthsAgo);
  expect(await ask(other, "meter=old")).toMatchObject({ basis: null });
  await spend(other, [800, ...Array.from({ length: 100 }, () => 3)], { meter: "old" });
  expect(await ask(other, "meter=old")).toEqual({ basis: "account", spends: 100, typical: 3, atMost: 3 });
  expect(await ask(person, "meter=old")).toMatchObject({ basis: null });
});

test("before its first spend, an account sees what others spend, once they are too many to tell apart", async () => {
  await newMeter(db, "video");
  const person = await newPerson(db);
  const people = await Promise.all(Array.from({ length: 5 }, () => newPerson(db, 1_000)));
  for (const [nth, one] of people.entries()) await spend(one, [10, 10, 10, 20 + nth], { meter: "video" });
  expect(await ask(person, "meter=video")).toEqual({ basis: "everyone", spends: 20, typical: 10, atMost: 23 });
  expect(await ask(person, "meter=video")).not.toHaveProperty("accounts");
});

test.each([
  ["", "Pass one of"],
  ["meter=a&model=b", "Pass one of"],
  ["meter=none", "No such meter"],
  ["model=", "Pass one of"],
])("?%s is refused, naming the field", async (query, message) => {
  const person = await newPerson(db);
  expect(JSON.stringify(await ask(person, query))).toContain(message);
});
