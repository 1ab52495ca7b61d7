import { test as anywhere, expect } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import type { Database, Sql } from "@/lib/db";
import { getBalance } from "@/lib/ledger/queries";
import { type HashRange, type Placement, placementByHash } from "@/lib/ledger/shards/placement";
import { openShardRouter } from "@/lib/ledger/shards/shard-router";
import { openShardedQueue } from "@/lib/ledger/shards/sharded-queue";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";
import { shardedFunctions } from "@/lib/ledger/testing/divided";
import { verify } from "@/lib/ledger/verify";

// Here databases stand for servers. What a cluster does is in on-cluster.test.ts.
const test = anywhere.skipIf(process.env.CITUS_URL);

// Two servers with two shards each.
const servers = new Map<string, Database>([
  ["first", await testDatabase()],
  ["second", await testDatabase()],
]);
if (!process.env.CITUS_URL) for (const { pool } of servers.values()) await pool.query(shardedFunctions());

const QUARTER = 2 ** 30;
const RANGES = ["first", "second", "first", "second"].map((url, nth): HashRange => {
  const from = -(2 ** 31) + nth * QUARTER;
  return { id: `shard ${nth}`, url, from, to: from + QUARTER - 1 };
});
const PLACEMENT = placementByHash(RANGES);

const serverOf = (url: string) => servers.get(url) ?? unknown(url);

function unknown(url: string): never {
  throw new Error(`There is no server ${url}.`);
}

/** A queue whose statements are counted by server. */
function counting(read: () => Promise<Placement> = async () => PLACEMENT) {
  const statements = new Map<string, number>();
  const spent: string[] = [];
  let nowMs = 0;
  // Each look at the clock is two seconds later.
  const tick = () => {
    nowMs += 2_000;
    return nowMs;
  };
  const queue = openShardedQueue({
    router: openShardRouter({ read, nowMs: tick }),
    onSpent: (accountIds) => spent.push(...accountIds),
    sqlOf: (url): Sql => {
      const { sql } = serverOf(url);
      return (strings, ...values) => {
        statements.set(url, (statements.get(url) ?? 0) + 1);
        return sql(strings, ...values);
      };
    },
  });
  return { queue, statements, spent };
}

type Located = { accountId: string; shard: string; url: string };

/** Accounts with 100 credits on the servers that have their shards, as many in each shard. */
async function accounts(count: number): Promise<Located[]> {
  const found: Located[] = [];
  while (found.length < count) {
    const wanted = RANGES[found.length % RANGES.length];
    if (!wanted) throw new Error("There are no shards.");
    const accountId = await accountWith(serverOf(wanted.url), { pack: { amount: 100n } });
    const { id: shard, url } = PLACEMENT.shardOf(accountId);
    if (shard === wanted.id) found.push({ accountId, url, shard });
  }
  return found;
}

const order = (accountId: string, more = {}) => ({ accountId, amount: 1n, actor: "system" as const, ...more });

test("spends and holds go to the server of their account, and those that wait share a statement per shard", async () => {
  const all = await accounts(12);
  const { queue, statements, spent } = counting();
  const rounds = Array.from({ length: 10 }, () => all).flat();
  const results = await Promise.all(rounds.map(({ accountId }) => queue.debit(order(accountId), NOON)));
  expect(results.every(({ ok }) => ok)).toBe(true);
  // All came in one turn of the event loop: one batch on each server, in one statement for each of its two shards.
  expect(new Set(all.map(({ shard }) => shard)).size).toBe(4);
  expect([...statements]).toEqual([
    ["first", 2],
    ["second", 2],
  ]);
  expect(spent.toSorted()).toEqual(all.map(({ accountId }) => accountId).toSorted());

  const held = await Promise.all(all.map(({ accountId }) => queue.hold(order(accountId, { amount: 5n }), NOON)));
  const captured = await Promise.all(
    held.map((result, nth) => {
      if (!result.ok) throw new Error("There is no hold.");
      return queue.capture({ accountId: all[nth]?.accountId ?? "", holdId: result.hold.id }, NOON);
    }),
  );
  expect(captured.every(({ ok }) => ok)).toBe(true);
  for (const { accountId, url } of all) {
    expect(await getBalance(serverOf(url).sql, accountId, NOON)).toMatchObject({ balance: 85n, held: 0n });
    expect(await verify(serverOf(url).sql, accountId, NOON)).toEqual([]);
  }
  expect(queue.depth()).toEqual({ waiting: 0, batches: 0 });
});

test("a spend that the database refuses affects only itself, also in a batch over several shards", async () => {
  const all = await accounts(6);
  const { queue } = counting();
  const [bad, ...good] = all;
  const refused = queue.debit(order(bad?.accountId ?? "", { meter: "page", quantity: "1e30" }), NOON).catch(String);
  const results = await Promise.all(good.map(({ accountId }) => queue.debit(order(accountId), NOON)));
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(await refused).toContain("numeric field overflow");
  for (const { accountId, url } of good) {
    expect(await getBalance(serverOf(url).sql, accountId, NOON)).toMatchObject({ balance: 99n });
  }
});

test("a spend is sent once more to where its account has moved, and its answer is that of the first", async () => {
  const [moved] = await accounts(1);
  if (!moved) throw new Error("There is no account.");
  const elsewhere = RANGES.map((range) => ({ ...range, url: "gone" }));
  const placements = [placementByHash(elsewhere), PLACEMENT];
  servers.set("gone", await testDatabase());
  // As when a shard's table is dropped on the server that it was moved from.
  await serverOf("gone").pool.query("ALTER TABLE credit_account RENAME TO credit_account_moved");
  const { queue, statements } = counting(async () => placements.shift() ?? PLACEMENT);
  expect(await queue.debit(order(moved.accountId), NOON)).toMatchObject({ ok: true, balance: 99n });
  expect([...statements]).toEqual([
    ["gone", 1],
    ["first", 1],
  ]);
  expect(await getBalance(serverOf("first").sql, moved.accountId, NOON)).toMatchObject({ balance: 99n });
});

test("draining answers what was accepted on all servers, and accepts nothing more on any", async () => {
  const all = await accounts(4);
  const { queue, statements } = counting();
  const [one] = all;
  await queue.debit(order(one?.accountId ?? ""), NOON);
  expect([...statements.keys()]).toEqual(["first"]);
  const accepted = queue.debit(order(one?.accountId ?? ""), NOON);
  await Promise.resolve().then(() => undefined);
  await queue.drain();
  expect(await accepted).toMatchObject({ ok: true });
  const late = await Promise.all(all.map(({ accountId }) => queue.debit(order(accountId), NOON)));
  expect(late).toEqual(all.map(() => ({ ok: false, reason: "overloaded", retryAfterSeconds: 1 })));
});
