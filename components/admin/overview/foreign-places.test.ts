import { expect, test } from "vitest";
import { parseNumberQuery } from "@/components/admin/overview/number-query";
import { parsePaymentQuery } from "@/components/admin/payments/payment-query";
import { testDatabase } from "@/dev/testing/database";
import { readOverview } from "@/lib/analytics/metrics/overview";
import { NUMBERS } from "@/lib/analytics/rows/numbers";

const { sql } = await testDatabase();
const NOW = new Date("2026-11-21T12:00:00Z");
const id = "01936d3e-0000-7000-8000-000000000000";

test("the place of another number's list, or of no year, is answered like none", async () => {
  const query = parseNumberQuery({ month: "2026-11" }, "UTC", NOW);
  const { periods, currency } = await readOverview(sql, query);
  const filter = { ...query, from: periods.from, to: periods.to, currency, now: NOW };
  const values = ["", id, "x", "1", "2026-11-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z 1"];
  const odd = ["2026-11-01T00:00:00.000Z PAYMENT", "2026-11-01T00:00:00.000Z ", "-200000-01-01T00:00:00Z 1"];
  for (const [name, { rows }] of Object.entries(NUMBERS)) {
    for (const value of [...values, ...odd]) {
      expect((await rows(sql, filter, { after: { value, id }, limit: 5 })).rows, `${name} ${value}`).toEqual([]);
    }
  }
});

test("values of an address that cannot be are ignored", () => {
  expect(parseNumberQuery({ month: "0000-12" }, "UTC", NOW).cohort).toBeNull();
  expect(parseNumberQuery({ month: "2026-13" }, "UTC", NOW).cohort).toBeNull();
  expect(parsePaymentQuery({ user: "\u0000", cursor: "\u0000" })).toEqual({});
});
