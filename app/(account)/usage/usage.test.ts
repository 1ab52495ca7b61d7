import type { ReactNode } from "react";
import { beforeAll, expect, test } from "vitest";
import { queriesDuring } from "@/dev/testing/count-queries";
import { testDatabase } from "@/dev/testing/database";
import { type InRequest, inRequest } from "@/dev/testing/in-request";
import { renderServer } from "@/dev/testing/render-server";
import { closeAppDatabase, newPerson, type Person, sessionCookieOf } from "@/lib/api/testing/people";
import { newMeter } from "@/lib/catalog/testing/meters";
import { now } from "@/lib/clock";
import { debit } from "@/lib/ledger/debit";
import UsagePage from "./page";
import { GET } from "./usage.csv/route";

/** The chart with its table, the period before, the largest spends, what it was for, and the forecast. */
const READS_OF_ENTRIES = 5;

const db = await testDatabase();
closeAppDatabase();

/** The rate card is kept, and read again whenever it may have changed. */
const OF_RATE_CARD = /^LISTEN|pg_notify|^SELECT 1$|FROM meter\b/;

let ask: InRequest;
let person: Person;
let cookie: string;

beforeAll(async () => {
  ask = await inRequest();
  person = await newPerson(db, 100_000);
  cookie = await sessionCookieOf(db, person.id);
});

async function spend(times: number, { accountId }: Person = person): Promise<void> {
  const at = await now();
  for (let n = 0; n < times; n++) {
    const request = { accountId, amount: 2n, actor: "system", meter: `meter_${n % 9}`, quantity: "2" } as const;
    const result = await debit(db.sql, request, at);
    if (!result.ok) throw new Error(result.reason);
  }
}

const page = (query: Record<string, string>): Promise<ReactNode> =>
  UsagePage({ params: Promise.resolve({}), searchParams: Promise.resolve(query) });

async function statements(query: Record<string, string>): Promise<string[]> {
  const sent = await queriesDuring(async () => {
    const answer = await ask(async () => renderServer(await page(query)), { cookie });
    expect(answer.status).toBe(200);
  });
  return sent.filter((text) => !OF_RATE_CARD.test(text));
}

test("the page takes as few statements for much usage of many meters as for none", async () => {
  // What is read once per process is read here.
  await statements({});
  const few = await statements({});
  expect(few.filter((text) => /FROM ledger_(entry|spent|largest_spends)\b/.test(text))).toHaveLength(READS_OF_ENTRIES);
  await newMeter(db, "meter_0");
  await spend(60);
  expect(await statements({})).toHaveLength(few.length);
  expect(await statements({ from: "2020-01-01", to: "2040-01-01" })).toHaveLength(few.length);
});

test("the file has the spends of the signed-in user alone, and is for nobody else", async () => {
  const other = await newPerson(db, 100);
  await spend(3, other);
  const csv = (headers: Record<string, string>) =>
    ask(async () => (await GET(new Request("http://localhost/usage/usage.csv"))).text(), headers);
  const own: string = await (await csv({ cookie: await sessionCookieOf(db, other.id) })).json();
  expect(own.trimEnd().split("\r\n")).toHaveLength(1 + 3);
  expect(own).not.toContain(person.accountId);
  const signedOut = await csv({});
  expect(signedOut.status).toBe(307);
  expect(signedOut.headers.get("location")).toContain("/signin?next=%2Fusage");
});
