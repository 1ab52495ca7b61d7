// @module-tag full
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { findAccounts } from "@/lib/api/http/find-accounts";
import { findKey } from "@/lib/auth/api-keys/queries";
import { findSessionUser } from "@/lib/auth/find-user";
import type { Sql } from "@/lib/db";
import { grant } from "@/lib/ledger/grant";
import { rollUpEntries } from "@/lib/ledger/roll-up-entries";
import { NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { moveMarks } from "@/lib/webhooks/announce/marks";

const { CITUS_URL = "" } = process.env;
if (!CITUS_URL) process.stdout.write("CITUS_URL is not set: look-ups are not tried on a cluster.\n");

const db = await testDatabase();

/** Refuses a statement that the coordinator would send to workers as a whole: it would read every account. */
const local: Sql = async (strings, ...values) => {
  const text = strings.reduce((before, part, nth) => `${before}$${nth}${part}`);
  const { rows } = await db.pool.query(`EXPLAIN ${text}`, [...values]);
  expect(JSON.stringify(rows)).not.toContain("Citus");
  return db.sql(strings, ...values);
};

test.skipIf(!CITUS_URL)("sessions, keys and accounts by name are found without reading the whole ledger", async () => {
  const userId = await newAccount(db);
  const { email } = await db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const person = await db.prisma.user.create({ data: { email: `${randomUUID()}@example.com` } });
  const found = await findAccounts(local, [userId, email, person.id]);
  expect([...found.values()].map(({ accountId }) => accountId).toSorted()).toEqual([userId, userId, null].toSorted());

  const at = new Date();
  const session = await db.prisma.session.create({
    data: { userId, method: "password", createdAt: at, lastSeenAt: at, authenticatedAt: at },
  });
  const ticket = { userId, sessionId: session.id, version: 0 };
  expect(await findSessionUser(local, ticket, at)).toMatchObject({ id: userId, accountId: userId });

  const key = { userId, name: "key", prefix: "rk_test", hash: new Uint8Array(32), scopes: [], createdAt: at };
  await db.prisma.apiKey.create({ data: key });
  expect(await findKey(local, key.prefix)).toMatchObject({ userId, accountId: userId });
});

test.skipIf(!CITUS_URL)(
  "the mark of one account commits in two phases with what the coordinator writes beside it",
  async () => {
    const accountId = await newAccount(db);
    const lot = { accountId, kind: "PACK", amount: 10n, sourceKey: "pack", actor: "system" } as const;
    await grant(db.sql, lot, NOON);
    const before = await preparedCommits();
    await rollUpEntries(db);
    const summed = await preparedCommits();
    expect(summed).toBeGreaterThan(before);
    await db.transaction((_db, sql) => moveMarks(sql, [{ accountId, seq: 1n, summedSeq: 0n, level: "NORMAL" }]));
    expect(await preparedCommits()).toBeGreaterThan(summed);
  },
);

/** Those that are kept until Citus has seen that all servers have them. */
async function preparedCommits(): Promise<number> {
  const [row] = await db.sql<{ count: bigint }>`SELECT count(*) FROM pg_dist_transaction`;
  return Number(row?.count);
}
