import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createDatabase } from "@/lib/db";
import { requestsPerSecond } from "@/lib/stripe/client";
import { type Caller, createRequestBudget } from "@/lib/stripe/request-budget";

const database = await testDatabase();
const elsewhere = createDatabase(database.url);
const { sql } = database;

const budget = (caller: Caller, perSecond: number, of = sql) => createRequestBudget({ sql: of, caller, perSecond });

/** The bucket as it is when nothing was sent for a second. */
const refill = () => sql`DELETE FROM rate_limit RETURNING key`;

const several = (count: number, take: () => Promise<void>) => Array.from({ length: count }, take);

/** How long work takes at least is certain, on a busy machine too; timers may be a little early. */
async function expectAtLeast(ms: number, work: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  await work();
  expect(performance.now() - begun).toBeGreaterThan(ms - 50);
}

test("jobs of several processes together keep to the limit", async () => {
  await refill();
  const [here, there] = [budget("job", 40), budget("job", 40, elsewhere.sql)];
  // Thirty a second after the first five.
  await expectAtLeast(1_500, () => Promise.all([...several(25, here.take), ...several(25, there.take)]));
  await elsewhere.close();
});

test("people's requests keep to it too", async () => {
  await refill();
  // Thirty a second after the first ten.
  await expectAtLeast(1_000, () => Promise.all(several(40, budget("person", 40).take)));
});

test("a person does not wait for the jobs before it", async () => {
  await refill();
  let done = 0;
  const jobs = several(40, async () => {
    await job.take();
    done += 1;
  });
  await budget("person", 20).take();
  expect(done).toBeLessThan(40);
  await Promise.all(jobs);
});

const job = budget("job", 20);

test("a job waits for the people before it, and for those who come meanwhile", async () => {
  await refill();
  // People have emptied the bucket, and need a quarter of a second more.
  await sql`
    INSERT INTO rate_limit (key, points, expire)
    VALUES ('stripe_requests', 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 600)`;
  const order: string[] = [];
  const late = job.take().then(() => order.push("job"));
  await budget("person", 20)
    .take()
    .then(() => order.push("person"));
  await late;
  expect(order).toEqual(["person", "job"]);
});

test("requests are sent without a limit while Postgres cannot be asked", async () => {
  const away = createDatabase("postgresql://nobody@127.0.0.1:1/nowhere");
  await budget("person", 1, away.sql).take();
  await budget("job", 1, away.sql).take();
  await away.close();
});

test("the limit is Stripe's for the mode of the key, a setting, and none for another server", () => {
  const of = (key: string, base?: string, perSecond?: number) =>
    requestsPerSecond({ STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base, STRIPE_REQUESTS_PER_SECOND: perSecond });
  expect([of("sk_live_1"), of("rk_live_1"), of("sk_test_1")]).toEqual([100, 100, 25]);
  expect(of("sk_live_1", undefined, 60)).toBe(60);
  expect(of("sk_test_1", "http://localhost:12111")).toBe(null);
  expect(of("sk_test_1", "http://localhost:12111", 50)).toBe(50);
});
