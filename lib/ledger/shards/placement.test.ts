import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { readCitusPlacement } from "@/lib/ledger/shards/citus-placement";
import { hashUuid } from "@/lib/ledger/shards/hash-uuid";
import { type HashRange, placementByHash } from "@/lib/ledger/shards/placement";
import { openShardRouter } from "@/lib/ledger/shards/shard-router";

const db = await testDatabase();
const LEAST = -2_147_483_648;
const GREATEST = 2_147_483_647;

/** Equal parts of all hashes, as Citus cuts them: the last one has what is left over. */
function cut(count: number): HashRange[] {
  const step = Math.floor(2 ** 32 / count);
  return Array.from({ length: count }, (_, nth) => ({
    id: `${102_008 + nth}`,
    url: `postgres://node-${nth % 2}/refill`,
    from: LEAST + nth * step,
    to: nth === count - 1 ? GREATEST : LEAST + (nth + 1) * step - 1,
  }));
}

test.each([1, 2, 3, 32, 97])("an account is in the one of %i shards that has its hash", (count) => {
  const ranges = cut(count);
  const { shardOf } = placementByHash(ranges.toReversed());
  for (let nth = 0; nth < 500; nth += 1) {
    const accountId = randomUUID();
    const hash = hashUuid(accountId);
    const { id, url } = ranges.find(({ from, to }) => from <= hash && hash <= to) ?? {};
    expect(shardOf(accountId)).toEqual({ id, url });
  }
});

const [first, ...others] = cut(3);

test.each([
  ["none", []],
  ["a gap", others],
  ["two for one hash", [...cut(3), ...cut(1)]],
  ["too few", cut(3).slice(0, 2)],
  ["one that ends before it begins", [...others, { ...first, id: "1", url: "", from: LEAST, to: LEAST - 1 }]],
])("shards that leave a hash without a place are refused: %s", (_what, ranges) => {
  expect(() => placementByHash(ranges)).toThrow(/shard has the hash/);
});

// A cluster has that catalogue itself: on-cluster.test.ts reads it.
test.skipIf(process.env.CITUS_URL)(
  "a Citus catalogue says where accounts are: its shards, their placements and the servers' addresses",
  async () => {
    // The columns that Citus has; its own tables are in pg_catalog.
    await db.pool.query(`
    CREATE TABLE pg_dist_shard (logicalrelid regclass, shardid bigint, shardminvalue text, shardmaxvalue text);
    CREATE TABLE pg_dist_placement (shardid bigint, shardstate integer, groupid integer);
    CREATE TABLE pg_dist_node (groupid integer, nodename text, nodeport integer, noderole text);
    INSERT INTO pg_dist_node VALUES
      (0, 'coordinator', 5432, 'primary'), (1, 'worker-1', 5433, 'primary'), (1, 'standby-1', 5433, 'secondary'),
      (2, 'fd00::2', 5434, 'primary')`);
    const url = "postgres://refill_app:s3cret@db.example.com:5432/refill?sslmode=require";
    await expect(readCitusPlacement(db.sql, url)).rejects.toThrow("npm run scale:distribute");
    const parts = cut(4);
    for (const [nth, { id, from, to }] of parts.entries()) {
      await db.pool.query(
        "INSERT INTO pg_dist_shard VALUES ('credit_account', $1, $2, $3), ('credit_lot', $1::bigint + 4, $2, $3)",
        [id, String(from), String(to)],
      );
      await db.pool.query("INSERT INTO pg_dist_placement VALUES ($1, 1, $2), ($1::bigint + 4, 1, $2), ($1, 4, 0)", [
        id,
        [0, 1, 2, 1][nth],
      ]);
    }
    const { shards, shardOf } = await readCitusPlacement(db.sql, url);
    expect(shards).toEqual([
      { id: "102008", url },
      { id: "102009", url: "postgres://refill_app:s3cret@worker-1:5433/refill?sslmode=require" },
      { id: "102010", url: "postgres://refill_app:s3cret@[fd00::2]:5434/refill?sslmode=require" },
      { id: "102011", url: "postgres://refill_app:s3cret@worker-1:5433/refill?sslmode=require" },
    ]);
    expect(shardOf("00000000-0000-0000-0000-000000000000").id).toBe("102011");
  },
);

test("a placement is read once, again in the background when it is old, and on demand at most once a second", async () => {
  let [nowMs, reads] = [0, 0];
  const router = openShardRouter({
    maxAgeMs: 30_000,
    nowMs: () => nowMs,
    read: async () => {
      reads += 1;
      if (reads === 3) throw new Error("The coordinator is away.");
      return placementByHash(cut(reads));
    },
  });
  const known = async () => (await router.placement()).shards.length;
  expect(await Promise.all([known(), known(), known()])).toEqual([1, 1, 1]);
  nowMs = 500;
  expect((await router.reload()).shards).toHaveLength(1);
  nowMs = 30_000;
  expect(await known()).toBe(1);
  expect((await router.reload()).shards).toHaveLength(2);
  nowMs = 31_000;
  // The third read fails: the placement stays.
  expect((await router.reload()).shards).toHaveLength(2);
  nowMs = 32_000;
  expect((await router.reload()).shards).toHaveLength(4);
  expect(reads).toBe(4);
});

test("a placement that was never read is asked for again by the next call", async () => {
  let isAway = true;
  const router = openShardRouter({
    read: async () => {
      if (isAway) throw new Error("The coordinator is away.");
      return placementByHash(cut(2));
    },
  });
  await expect(router.placement()).rejects.toThrow("away");
  isAway = false;
  expect((await router.placement()).shards).toHaveLength(2);
});
