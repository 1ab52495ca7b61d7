import { expect, test } from "vitest";
import { announcedCache } from "@/lib/announced-cache";

const announcements = { listen: () => undefined, isFresh: () => true, close: async () => undefined };

test("a read that takes too long fails, and the next one is made anew", async () => {
  let reads = 0;
  const hangsOnce = async () => (++reads === 1 ? new Promise<never>(() => undefined) : "the value");
  const cache = announcedCache({
    ...{ announcements, channels: [], maxSilenceMs: 1_000 },
    read: hangsOnce,
    patienceMs: 5,
  });
  await expect(cache.find(null)).rejects.toThrow("did not respond");
  expect(await cache.find(null)).toBe("the value");
  expect(await cache.find(null)).toBe("the value");
  expect(reads).toBe(2);
});
