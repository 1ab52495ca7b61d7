// @module-tag nightly
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { createDatabase as createOnServer, dropDatabase } from "@/dev/postgres/databases";
import { backUp } from "@/lib/backup/back-up";
import { finishRestore } from "@/lib/backup/finish-restore";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { processEvent } from "@/lib/billing/sync/process-event";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createDatabase, type Database } from "@/lib/db";
import { debit } from "@/lib/ledger/debit";
import { history } from "@/lib/ledger/queries";
import { verify } from "@/lib/ledger/verify";
import { receiveEvent } from "@/lib/stripe/receive-event";

const world = await billingWorld();
const folder = mkdtempSync(join(tmpdir(), "refill-drill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Spend = { person: Person; key: string };
const spendOnce = (database: Database, { person: { accountId }, key }: Spend) =>
  debit(database.sql, { accountId, amount: 1n, idempotencyKey: key, actor: "app:test" }, world.now());

/** What a person was granted and spent, once per line, without the order and what lots spends took. */
async function factsOf(database: Database, { accountId }: Person): Promise<string[]> {
  const page = await history(database.sql, accountId, { limit: 1_000 });
  if (!page.ok) throw new Error(page.reason);
  return page.data
    .map(({ type, amount, sourceKey, idempotencyKey }) => `${type} ${amount} ${sourceKey ?? idempotencyKey}`)
    .sort();
}

test("a backup taken under load misses nothing acknowledged before it, and healing doubles nothing", async () => {
  const people = await Promise.all([world.signUp(), world.signUp()]);
  for (const person of people) await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  // A month passes, and its refills are due in the midst of it.
  await world.advance({ months: 1 });

  const acknowledged: Spend[] = [];
  let isRunning = true;
  let purchases = 0;
  const spending = people.map(async (person, at) => {
    for (let n = 0; isRunning; n++) {
      const spend = { person, key: `spend-${at}-${n}` };
      if ((await spendOnce(world.database, spend)).ok) acknowledged.push(spend);
    }
  });
  const buying = (async () => {
    for (let n = 0; isRunning; n++) {
      await world.buyPack(people[n % people.length] as Person, "pack_500");
      await world.deliverAtOnce(2);
      purchases++;
    }
  })();
  await expect.poll(() => acknowledged.length > 50 && purchases >= 1, { timeout: 20_000 }).toBe(true);

  const before = [...acknowledged];
  const paidBefore = await Promise.all(people.map((person) => grantsOf(world.database, person)));
  const { path } = await backUp(world.database.url, { folder }, { kind: "none" }, world.now());
  // Bought after the backup: only Stripe will know.
  const atTheBackup = purchases;
  await expect.poll(() => purchases > atTheBackup, { timeout: 20_000 }).toBe(true);
  isRunning = false;
  await Promise.all([...spending, buying]);
  await world.deliver();

  const server = inject("postgresUrl");
  const databaseUrl = await createOnServer(server, `drill_${process.pid}`);
  try {
    expect(await restoreBackup({ path, keys: { identities: [] }, databaseUrl })).toMatchObject({
      ok: true,
      missing: [],
    });
    expect((await finishRestore(databaseUrl, null)).violations).toEqual([]);
    const restored = createDatabase(databaseUrl);
    try {
      for (const spend of before) expect(await spendOnce(restored, spend)).toMatchObject({ ok: true, replayed: true });
      for (const [at, person] of people.entries())
        expect(await grantsOf(restored, person)).toEqual(expect.arrayContaining(paidBefore[at] as string[]));
      await heal(restored);
      // Callers send again what was not in the backup.
      for (const spend of acknowledged) expect(await spendOnce(restored, spend)).toMatchObject({ ok: true });
      const healed = await Promise.all(people.map((person) => factsOf(restored, person)));
      expect(healed).toEqual(await Promise.all(people.map((person) => factsOf(world.database, person))));
      // Another comparison finds nothing left to do.
      const again = await reconcile({ ...world.services, database: restored }, {}, world.now());
      expect(again).toMatchObject({ ok: true, drift: [] });
      expect(await Promise.all(people.map((person) => factsOf(restored, person)))).toEqual(healed);
      expect(await verify(restored.sql, "all", world.now())).toEqual([]);
    } finally {
      await restored.close();
    }
  } finally {
    await dropDatabase(server, `drill_${process.pid}`);
  }
});

async function grantsOf(database: Database, person: Person): Promise<string[]> {
  return (await factsOf(database, person)).filter((fact) => fact.startsWith("GRANT"));
}

/** Compares with Stripe, and repeats everything that may come again: every event, and the refills. */
async function heal(database: Database): Promise<void> {
  const services = { ...world.services, database };
  expect(await reconcile(services, {}, world.now())).toMatchObject({ ok: true, failed: 0 });
  const { data }: { data: Parameters<typeof world.inbound>[0][] } = await (
    await fetch(`${world.local.url}/_local/events`)
  ).json();
  for (const event of data) {
    await database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event), world.now()));
    await processEvent(services, event.id, world.now());
  }
  await refillDue(database, world.now());
}
