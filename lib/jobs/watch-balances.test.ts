import { afterAll, expect, test, vi } from "vitest";
import { setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { AUTO_TOPUP_TASK } from "@/lib/billing/purchases/due-auto-topups";
import { runAutoTopup } from "@/lib/billing/purchases/run-auto-topup";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld } from "@/lib/billing/testing/world";
import { watchBalances } from "@/lib/jobs/watch-balances";
import { openAnnouncingQueue } from "@/lib/ledger/spend-queue";
import { openNotifications } from "@/lib/notifications";

const world = await billingWorld(undefined, undefined, Math.floor(Date.now() / 1_000));
const { database, services, now } = world;
const announcements = openNotifications(database.url);
const stop = watchBalances(database.sql, announcements);
const queue = openAnnouncingQueue(database);

afterAll(async () => {
  stop();
  await queue.drain();
  await announcements.close();
});

const jobs = async () =>
  (
    await database.sql<{ user: string }>`
      SELECT split_part(key, ':', 2) AS user FROM graphile_worker.jobs WHERE task_identifier = ${AUTO_TOPUP_TASK}`
  ).map((job) => job.user);

test("only a spend that takes the balance below the threshold requests a top-up, within a second", async () => {
  const person = await world.signUp();
  await saveCard(world, person, "pm_card_visa");
  const wish = { enabled: true, threshold: 40n, pack: "pack_500", monthlyCapCents: 30_000 };
  await setAutoTopup(services, person.userId, wish, now());
  await database.sql`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs`;
  await vi.waitUntil(() => announcements.isFresh(60_000), { timeout: 10_000 });
  const spend = (amount: bigint) => queue.debit({ accountId: person.accountId, amount, actor: "app:test" }, now());

  await spend(10n);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await jobs()).toEqual([]);
  await Promise.all([spend(1n), spend(1n), spend(1n)]);
  await vi.waitUntil(async () => (await jobs()).length > 0, { timeout: 2_000 });
  expect(await jobs()).toEqual([person.userId]);
  expect(await runAutoTopup(services, person.userId, now())).toMatchObject({ state: "succeeded" });
  expect(await world.available(person)).toBe(537n);
});
