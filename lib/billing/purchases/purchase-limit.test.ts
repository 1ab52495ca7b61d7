import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createPurchaseLimit } from "@/lib/billing/purchases/purchase-limit";

const { pool } = await testDatabase();

test("somebody begins so many purchases an hour and no more, in all processes together; others are not kept", async () => {
  const processes = [createPurchaseLimit(pool, 3), createPurchaseLimit(pool, 3)] as const;
  for (const limit of [processes[0], processes[1], processes[0]]) expect(await limit.refuse("one")).toBeNull();
  const refused = await processes[1].refuse("one");
  expect(refused).toMatchObject({ ok: false, reason: "too_many_purchases" });
  expect(refused?.retryAfterSeconds).toBeGreaterThan(3_500);
  expect(await processes[1].refuse("another")).toBeNull();
});
