import type { ReactNode } from "react";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { type InRequest, inRequest } from "@/dev/testing/in-request";
import { renderServer } from "@/dev/testing/render-server";
import { closeAppDatabase, newPerson, type Person, sessionCookieOf } from "@/lib/api/testing/people";
import { now } from "@/lib/clock";
import { debit } from "@/lib/ledger/debit";
import EntryPage from "./entries/[seq]/page";
import ExplainPage from "./explain/page";

const db = await testDatabase();
closeAppDatabase();

// No id and no time has so many digits in this order by chance.
const GIVEN = 7_000_456_789;
const SPENT = 1_234_098_765;
const OWNERS = /7,?000,?456,?789|1,?234,?098,?765/;

let ask: InRequest;
let owner: Person;
let other: Person;

beforeAll(async () => {
  ask = await inRequest();
  [owner, other] = [await newPerson(db, GIVEN), await newPerson(db, 11)];
  const spend = { accountId: owner.accountId, amount: BigInt(SPENT), actor: "system", meter: "secret_work" } as const;
  await debit(db.sql, spend, await now());
});

/** What a page shows, as the text of everything its components are given. */
async function shown(page: () => Promise<ReactNode>, person: Person | null): Promise<Response> {
  const cookie = person ? { cookie: await sessionCookieOf(db, person.id) } : {};
  return ask(
    async () => {
      const element = await page();
      await renderServer(element);
      return JSON.stringify(element, (_key, value) => (typeof value === "bigint" ? String(value) : value));
    },
    cookie as Record<string, string>,
  );
}

const entry = (seq: string) => () => EntryPage({ params: Promise.resolve({ seq }), searchParams: Promise.resolve({}) });

test("an entry is its owner's: with the number of somebody else's there is none, or one's own", async () => {
  const own = await shown(entry("2"), owner);
  expect(own.status).toBe(200);
  expect(await own.text()).toContain(`-${SPENT}`);
  expect((await shown(entry("2"), other)).status).toBe(404);
  const first = await shown(entry("1"), other);
  expect(first.status).toBe(200);
  const text = await first.text();
  expect(text).toContain("11");
  expect(text).not.toMatch(OWNERS);
  expect(text).not.toContain("secret_work");
});

test("what is no number of an entry is not found", async () => {
  for (const seq of ["0", "-1", "01", "1e3", "two", "9".repeat(19), "9".repeat(18)]) {
    expect((await shown(entry(seq), owner)).status, seq).toBe(404);
  }
});

test("a balance is explained from its owner's entries alone", async () => {
  const page = () => ExplainPage();
  expect(await (await shown(page, owner)).text()).toMatch(OWNERS);
  const text = await (await shown(page, other)).text();
  expect(text).toContain("11");
  expect(text).not.toMatch(OWNERS);
});

test("whoever is signed out signs in first and comes back to the same page", async () => {
  for (const [page, path] of [
    [entry("2"), "/credits/entries/2"],
    [() => ExplainPage(), "/credits/explain"],
  ] as const) {
    const answer = await shown(page, null);
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toContain(`/signin?next=${encodeURIComponent(path)}`);
  }
});
