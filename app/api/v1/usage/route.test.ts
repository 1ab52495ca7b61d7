import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { newMeter } from "@/lib/catalog/testing/meters";
import { moveOffsetMs, now } from "@/lib/clock";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { getBalance } from "@/lib/ledger/queries";
import { GET, POST } from "./route";

const db = await testDatabase();
closeAppDatabase();
// At noon, so that no midnight passes between a spend and reading it.
await moveOffsetMs(db.prisma, Date.parse("2040-06-15T12:00:00Z") - Date.now());

const DAY = 86_400_000;
const usage = ({ token }: Person, query = "") => call(GET, "GET", { token, url: `/?${query}` });

async function spend({ accountId }: Person, amount: number, at: Date, meter: string | null = null): Promise<void> {
  const result = await debit(db.sql, { accountId, amount: BigInt(amount), actor: "system", meter }, at);
  if (!result.ok) throw new Error(result.reason);
}

/** A person who has had 1,000 credits since 2025. */
async function longTimeUser(): Promise<Person> {
  const person = await newPerson(db);
  const lot = { accountId: person.accountId, kind: "PACK", amount: 1000n, sourceKey: "pack", actor: "system" } as const;
  await grant(db.sql, lot, new Date("2025-01-01T00:00:00Z"));
  return person;
}

test("an account without spends has no usage and does not run out", async () => {
  const { json } = await usage(await newPerson(db, 10));
  expect(json).toMatchObject({ today: 0, thisMonth: 0, total: 0, byMeter: [], forecast: { runsOutAt: null } });
  expect(json.daily).toHaveLength(30);
});

test("today, this month, in all and by meter add up", async () => {
  const person = await longTimeUser();
  await spend(person, 500, new Date("2025-03-01T12:00:00Z"));
  await spend(person, 7, await now(), "images");
  await spend(person, 3, await now());
  const { json } = await usage(person);
  expect(json).toMatchObject({ today: 10, thisMonth: 10, total: 510 });
  expect(json.byMeter).toEqual([
    { meter: "images", credits: 7 },
    { meter: null, credits: 3 },
  ]);
  expect((json.daily as object[]).at(-1)).toEqual({ date: "2040-06-15", credits: 10 });
});

test("a forecast follows the pace", async () => {
  const person = await longTimeUser();
  const at = await now();
  await spend(person, 100, new Date(at.getTime() - DAY));
  await spend(person, 100, at);
  const { json } = await usage(person);
  const { runsOutAt } = json.forecast as { runsOutAt: string };
  expect((Date.parse(runsOutAt) - at.getTime()) / DAY).toBeCloseTo(8, 2);
});

test("a filter counts only the spends that name all of its values, in every group", async () => {
  const person = await longTimeUser();
  const spendFor = async (amount: bigint, $refill: object, at = new Date("2026-05-01T12:00:00Z")) => {
    const request = {
      accountId: person.accountId,
      amount,
      actor: "system",
      meter: null,
      metadata: { $refill },
    } as const;
    const result = await debit(db.sql, request, at);
    if (!result.ok) throw new Error(result.reason);
  };
  await spendFor(1n, { model: "m", project: "p", tags: ["a", "b"] });
  await spendFor(2n, { model: "m", tags: ["b"] });
  await spendFor(4n, { model: "n", project: "p", tags: ["a"] });
  await spendFor(8n, {});
  const items = [
    { meter: "in", quantity: "3", credits: 3, rateVersion: 1 },
    { meter: "out", quantity: "5", credits: 5, rateVersion: 1 },
  ];
  await spendFor(8n, { model: "m", items });
  const days = "from=2026-05-01&to=2026-05-02";
  const total = async (query: string) => (await usage(person, `${days}&${query}`)).json.total;
  expect(await total("")).toBe(23);
  expect(await total("model=m")).toBe(11);
  expect(await total("tag=a")).toBe(5);
  expect(await total("model=m&tag=b&project=p")).toBe(1);
  expect(await total("meter=out")).toBe(5);
  expect(await total("meter=in&model=n")).toBe(0);
  const { json } = await usage(person, `${days}&project=p&groupBy=day,meter,model,tag`);
  expect(json).toMatchObject({
    daily: [{ date: "2026-05-01", credits: 5 }],
    byMeter: [{ meter: null, credits: 5 }],
    byModel: [
      { model: "n", credits: 4 },
      { model: "m", credits: 1 },
    ],
    byTag: [
      { tag: "a", credits: 5 },
      { tag: "b", credits: 1 },
    ],
  });
  expect((await usage(person, `${days}&meter=out&groupBy=model`)).json.byModel).toEqual([{ model: "m", credits: 5 }]);
  // Without a range, the total of a filter is that of the days.
  expect((await usage(person, "model=m")).json.total).toBe(0);
});

describe("days", () => {
  test("begin where the time zone says, also when its clocks change", async () => {
    const person = await longTimeUser();
    // Berlin is an hour ahead of UTC until 2025-03-30, two hours from then on.
    await spend(person, 1, new Date("2025-03-29T22:59:59Z"));
    await spend(person, 2, new Date("2025-03-29T23:00:00Z"));
    await spend(person, 4, new Date("2025-03-30T21:59:59Z"));
    await spend(person, 8, new Date("2025-03-30T22:00:00Z"));
    const { json } = await usage(person, "from=2025-03-29&to=2025-04-01&timezone=Europe/Berlin");
    expect(json.daily).toEqual([
      { date: "2025-03-29", credits: 1 },
      { date: "2025-03-30", credits: 6 },
      { date: "2025-03-31", credits: 8 },
    ]);
    expect(json.total).toBe(15);
    const utc = await usage(person, "from=2025-03-29T00:00:00Z&to=2025-03-31T00:00:00Z&groupBy=day");
    expect(utc.json.daily).toEqual([
      { date: "2025-03-29", credits: 3 },
      { date: "2025-03-30", credits: 12 },
    ]);
    expect(utc.json).not.toHaveProperty("byMeter");
  });

  test("follow Node's time zone data, also where PostgreSQL's differs", async () => {
    const person = await longTimeUser();
    // Clocks went from -10 to +14: Samoa had no 30 December 2011.
    const days = await usage(person, "from=2011-12-29&to=2012-01-01&timezone=Pacific/Apia");
    expect(days.json.daily).toHaveLength(3);
    for (const query of ["from=1970-01-01&to=1970-01-02", "from=2200-12-30&to=2200-12-31"]) {
      for (const timeZone of ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu"]) {
        expect((await usage(person, `${query}&timezone=${encodeURIComponent(timeZone)}`)).status).toBe(200);
      }
    }
  });

  test.each([
    ["timezone=Mars/Olympus", "timezone"],
    ["timezone=%2B02:00", "timezone"],
    ["timezone=CAT", "timezone"],
    ["timezone=CST", "timezone"],
    ["timezone=US/Pacific-New", "timezone"],
    ["timezone=__proto__", "timezone"],
    ["to=0001-01-01", "to"],
    ["from=1969-12-31T23:59:59Z", "from"],
    ["to=9999-12-31T23:59:59-01:00", "to"],
    ["to=2201-01-01", "to"],
    ["from=yesterday", "from"],
    ["from=2025-02-30", "from"],
    ["from=2025-01-02&to=2025-01-02", "to"],
    ["from=2020-01-01&to=2025-01-01", "to"],
    ["groupBy=week", "groupBy.0"],
    [`subject=${"x".repeat(101)}`, "subject"],
    ["meter=%00", "meter"],
    ["tag=a&tag=b", "tag"],
  ])("?%s is 422 and names %s", async (query, field) => {
    const person = await newPerson(db);
    expect(await usage(person, query)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  });
});

describe("use with an own key", () => {
  beforeAll(async () => {
    for (const key of ["chat_tokens_in", "chat_tokens_out"]) await newMeter(db, key);
  });

  const count = ({ token }: Person, body: Record<string, unknown>, key?: string) =>
    call(POST, "POST", { token, body, headers: key === undefined ? {} : { "idempotency-key": key } });

  test("is counted by meter, and takes no credits", async () => {
    const person = await newPerson(db, 10);
    const items = [
      { meter: "chat_tokens_out", quantity: 20 },
      { meter: "chat_tokens_in", quantity: "1200.5" },
    ];
    const dimensions = { subject: "ada", model: "gpt-5.1", project: "docs", run: "r1", tags: ["a"] };
    expect(await count(person, { items, ...dimensions })).toMatchObject({
      status: 200,
      json: {
        replayed: false,
        items: [
          { meter: "chat_tokens_in", quantity: "1200.5" },
          { meter: "chat_tokens_out", quantity: "20" },
        ],
      },
    });
    await count(person, { items: [{ meter: "chat_tokens_in", quantity: 1 }] });
    const { json } = await usage(person);
    expect(json).toMatchObject({ today: 0, total: 0, byMeter: [] });
    expect(json.ownKey).toEqual([
      { meter: "chat_tokens_in", quantity: "1201.5", uses: 2 },
      { meter: "chat_tokens_out", quantity: "20", uses: 1 },
    ]);
    expect((await usage(person, "from=2040-06-01&to=2040-06-15")).json.ownKey).toEqual([]);
    expect((await getBalance(db.sql, person.accountId, await now()))?.balance).toBe(10n);
    expect((await usage(await newPerson(db))).json.ownKey).toEqual([]);
  });

  test("counts once per idempotency key, and not other work under it", async () => {
    const person = await newPerson(db);
    const body = { items: [{ meter: "chat_tokens_in", quantity: 5 }], model: "gpt-5.1" };
    const answers = await Promise.all([1, 2, 3].map(() => count(person, body, "call-1")));
    expect(answers.map(({ json }) => json.replayed).sort()).toEqual([false, true, true]);
    expect(await count(person, { ...body, model: "other" }, "call-1")).toMatchObject({
      status: 409,
      json: { code: "idempotency_key_reused" },
    });
    expect((await usage(person)).json.ownKey).toEqual([{ meter: "chat_tokens_in", quantity: "5", uses: 1 }]);
  });

  test("of an unknown meter is refused, and nothing of it is counted", async () => {
    const person = await newPerson(db);
    const items = [
      { meter: "chat_tokens_in", quantity: 5 },
      { meter: "no_such", quantity: 5 },
    ];
    expect(await count(person, { items })).toMatchObject({
      status: 422,
      json: { errors: [{ field: "items.1.meter" }] },
    });
    expect((await usage(person)).json.ownKey).toEqual([]);
  });
});
