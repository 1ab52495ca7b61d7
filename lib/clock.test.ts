import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { moveOffsetMs, now } from "@/lib/clock";

const { prisma } = await testDatabase();
const HOUR = 3_600_000;

test("a local clock may begin in the past, and never goes back afterwards", async () => {
  await moveOffsetMs(prisma, -5 * HOUR);
  expect(Date.now() - (await now()).getTime()).toBeGreaterThanOrEqual(5 * HOUR - 1_000);
  await expect(moveOffsetMs(prisma, -6 * HOUR)).rejects.toThrow("only moves forward");
  await moveOffsetMs(prisma, -4 * HOUR);
  expect(Date.now() - (await now()).getTime()).toBeLessThan(4 * HOUR + 60_000);
});
