// @module-tag full
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { serversOf } from "@/dev/testing/cluster";
import { testDatabase } from "@/dev/testing/database";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { history } from "@/lib/ledger/queries";
import { readCitusPlacement } from "@/lib/ledger/shards/citus-placement";
import { spendQueue } from "@/lib/ledger/spend-queue";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";

const { CITUS_URL = "" } = process.env;
if (!CITUS_URL) process.stdout.write("CITUS_URL is not set: the router is not tried on a cluster.\n");
const onCluster = test.skipIf(!CITUS_URL);

const db = await testDatabase();
process.env.LEDGER_SHARDS = "citus";
afterAll(closeDatabases);

onCluster("accounts are in the shards that the process works out", async () => {
  const { shards, shardOf } = await readCitusPlacement(db.sql, db.url);
  expect(shards).toHaveLength(8);
  const ids = Array.from({ length: 200 }, () => randomUUID());
  const found = await db.sql<{ id: string; shard: bigint }>`
    SELECT id::text, get_shard_id_for_distribution_column('credit_account', id) AS shard
    FROM unnest(${ids}::uuid[]) AS id`;
  expect(found.map(({ id, shard }) => [id, String(shard)])).toEqual(found.map(({ id }) => [id, shardOf(id).id]));
});

onCluster(
  "spends, holds and captures go to the worker that has their account, and the ledger verifies",
  async () => {
    const { shardOf } = await readCitusPlacement(db.sql, db.url);
    const accounts: string[] = [];
    for (let n = 0; n < 16; n++) accounts.push(await accountWith(db, { pack: { amount: 100n } }));
    const workers = (await serversOf(CITUS_URL)).slice(1).map((server) => new URL(server).host);
    const on = (worker: string) => accounts.filter((id) => new URL(shardOf(id).url).host === worker);

    const queue = spendQueue();
    const at = await now();
    const order = (accountId: string, more = {}) => ({ accountId, amount: 1n, actor: "system" as const, ...more });
    for (const [nth, worker] of workers.entries()) {
      expect(on(worker).length).toBeGreaterThan(0);
      expect(await sessionsOn(worker)).toBe(0);
      const keyed = randomUUID();
      const spends = on(worker).flatMap((accountId) => [
        order(accountId),
        order(accountId, { idempotencyKey: keyed }),
        order(accountId, { idempotencyKey: keyed }),
      ]);
      const spent = await Promise.all(spends.map((one) => queue.debit(one, at)));
      expect(spent.every(({ ok }) => ok)).toBe(true);
      const held = await Promise.all(
        on(worker).map((accountId) => queue.hold({ ...order(accountId, { amount: 5n }), expiresInSeconds: 600 }, at)),
      );
      const captured = await Promise.all(
        held.map((result, index) => {
          if (!result.ok) throw new Error(result.reason);
          return queue.capture(
            { accountId: on(worker)[index] ?? "", holdId: result.hold.id, amount: 4n, actor: "system" },
            at,
          );
        }),
      );
      expect(captured.every(({ ok }) => ok)).toBe(true);
      expect(await sessionsOn(worker)).toBeGreaterThan(0);
      for (const later of workers.slice(nth + 1)) expect(await sessionsOn(later)).toBe(0);
    }

    for (const accountId of accounts) {
      const page = await history(db.sql, accountId, { limit: 10 });
      expect(page.ok && page.data.map(({ amount }) => amount)).toEqual([-4n, -1n, -1n, 100n]);
    }
    expect(await verify(db.sql, "all", at)).toEqual([]);
    expect(await verifyNew(db, at)).toEqual({ violations: [], accounts: 16, changed: 16, entries: 64n });
    await queue.drain();
  },
  120_000,
);

/** The sessions of clients on a worker, without those of the cluster's own servers. */
async function sessionsOn(worker: string): Promise<number> {
  const url = new URL(db.url);
  url.host = worker;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT count(*)::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
         AND application_name NOT LIKE 'citus%'`,
    );
    return rows[0]?.count;
  } finally {
    await client.end();
  }
}
