import { expect, test } from "vitest";
import { GET as getCredits } from "@/app/api/v1/admin/metrics/credits/route";
import { GET as getRevenue } from "@/app/api/v1/admin/metrics/revenue/route";
import { testDatabase } from "@/dev/testing/database";
import { rollUp } from "@/lib/analytics/rollup/roll-up";
import { somePlan, subscriber } from "@/lib/analytics/testing/subscribers";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { grant } from "@/lib/ledger/grant";

const db = await testDatabase();
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");
const user = await newPerson(db);
const AT = new Date("2026-06-10T12:00:00Z");

const { planVersionId } = await somePlan(db);
await subscriber(db, planVersionId, [{ at: AT, cents: 1_900 }]);
const lot = { kind: "PACK", amount: 100n, amountCents: 1_000, currency: "usd", actor: "system" } as const;
await grant(db.sql, { ...lot, accountId: user.accountId, sourceKey: "pack" }, AT);
await rollUp(db, AT);

const JUNE = "/?from=2026-06-01&to=2026-06-30";

test("an admin gets MRR of a range whose last day is included with movements that add up", async () => {
  const { status, json } = await call(getRevenue, "GET", { url: JUNE, token: admin.token });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    range: { from: "2026-06-01", to: "2026-06-30" },
    previousRange: { from: "2026-05-01", to: "2026-05-31" },
    currency: "usd",
    mrr: { current: { openingCents: 0, newCents: 1_900, closingCents: 1_900, arrCents: 22_800 } },
  });
  expect(json.series).toHaveLength(30);
});

test("figures are in the currency that was asked for, also while nobody paid in it, and in no other", async () => {
  const of = (currency: string) => call(getRevenue, "GET", { url: `${JUNE}&currency=${currency}`, token: admin.token });
  expect((await of("USD")).json).toMatchObject({ currency: "usd", mrr: { current: { closingCents: 1_900 } } });
  const { json } = await of("eur");
  expect(json).toMatchObject({ currency: "eur", currencies: ["usd"], mrr: { current: { closingCents: 0 } } });
  expect(await of("xyz")).toMatchObject({ status: 422, json: { errors: [{ field: "currency" }] } });
});

test("an admin gets credits with the liability in money", async () => {
  const { json } = await call(getCredits, "GET", { url: JUNE, token: admin.token });
  expect(json).toMatchObject({
    liability: { credits: 100, costBasis: [{ currency: "usd", amountCents: 1_000 }] },
    current: { opening: 0, issued: 100, closing: 100 },
  });
});

test("a range that is none, or too long, is refused, and so is everyone else", async () => {
  for (const handler of [getRevenue, getCredits]) {
    for (const url of ["/?from=2026-07-01&to=2026-06-01", "/?from=1999-01-01&to=2026-06-01", "/?from=x"]) {
      expect((await call(handler, "GET", { url, token: admin.token })).status, url).toBe(422);
    }
    expect((await call(handler, "GET", { url: JUNE, token: user.token })).status).toBe(404);
    expect((await call(handler, "GET", { url: JUNE })).status).toBe(401);
  }
});
