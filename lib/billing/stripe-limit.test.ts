import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createStripeLimit } from "@/lib/billing/stripe-limit";

const database = await testDatabase();

test("each user has a limited number of Stripe requests per minute across all processes, and no other user is affected", async () => {
  const [one, elsewhere] = [createStripeLimit(database.pool, 3), createStripeLimit(database.pool, 3)];
  const outcomes = [await one.refuse("a"), await elsewhere.refuse("a"), await one.refuse("a")];
  expect(outcomes).toEqual([null, null, null]);
  const refused = await elsewhere.refuse("a");
  expect(refused).toMatchObject({ ok: false, reason: "too_many_purchases" });
  expect(refused?.retryAfterSeconds).toBeLessThanOrEqual(60);
  expect(await one.refuse("b")).toBeNull();
});

/** What only Stripe and admins can call. */
const isFree = (file: string) =>
  file === "app/api/webhooks/stripe/route.ts" || file.startsWith("app/admin/") || file.startsWith("app/api/v1/admin/");

test("no page or route that a user can call reaches Stripe past the limit", () => {
  const files = ["app", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const sources = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  const past = sources.filter((file) => /@\/lib\/(stripe\/client|services)"/.test(readFileSync(file, "utf8")));
  expect(past.filter((file) => !isFree(file))).toEqual([]);
  expect(past.filter(isFree)).toContain("app/api/webhooks/stripe/route.ts");
});
