import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createUndoLimits } from "@/lib/api/endpoints/spending/undo-limits";

const { sql } = await testDatabase();

test("refunds and holds are limited separately and per account, and a refusal says how long to wait", async () => {
  const { refunds, ownHolds } = createUndoLimits({ refunds: 2, ownHolds: 1 }, sql);
  expect([await refunds.refuse("a"), await refunds.refuse("a")]).toEqual([null, null]);
  const refused = await refunds.refuse("a");
  expect(refused).toMatchObject({ code: "rate_limited" });
  expect(Number(refused?.options.headers?.["retry-after"])).toBeGreaterThan(3_500);
  expect(await refunds.refuse("b")).toBeNull();
  expect(await ownHolds.refuse("a")).toBeNull();
  expect(await ownHolds.refuse("a")).toMatchObject({ code: "rate_limited" });
});
