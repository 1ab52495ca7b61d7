// @module-tag full
import { expect, test } from "vitest";
import { history } from "@/lib/ledger/queries";
import { verify } from "@/lib/ledger/verify";
import { makeMonth } from "./month";
import { RESIDENT_DAYS } from "./resident";
import { startWorker } from "./start-worker";
import { openBusiness } from "./testing/open-business";

test("the demo's own account has thirty days of use, made by the app's verbs, and a consistent ledger", {
  timeout: 120_000,
}, async () => {
  const { database, local, to, residentId, accountId } = await openBusiness(RESIDENT_DAYS);
  const stop = await startWorker();
  const email = "resident@example.com";
  const outcomes = await makeMonth({ stripeUrl: local.url, password: "refill-demo", email, to });
  await stop();
  expect([...outcomes.keys()].filter((outcome) => !outcome.endsWith(": done"))).toEqual([]);
  expect(await verify(database.sql, "all", to)).toEqual([]);
  const payments = await database.prisma.payment.findMany({ where: { userId: residentId } });
  expect(payments).toMatchObject([{ kind: "PACK", status: "SUCCEEDED" }]);
  const page = await history(database.sql, accountId, { limit: 100 });
  const entries = page.ok ? page.data : [];
  expect(new Set(entries.map(({ type }) => type))).toEqual(new Set(["GRANT", "USAGE", "REVERSAL", "ADJUSTMENT"]));
  expect(entries.filter(({ type }) => type === "USAGE").length).toBeGreaterThan(40);
});
