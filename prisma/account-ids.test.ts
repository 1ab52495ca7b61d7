import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase as createOnServer, dropDatabase } from "@/dev/postgres/databases";
import { migrationFiles } from "@/dev/schema/migration-files";
import { connect } from "@/lib/backup/connect";
import { createDatabase, type Database } from "@/lib/db";
import { currentAccountId } from "@/lib/ledger/current-account-id";
import { debit } from "@/lib/ledger/debit";
import { formatEntryId, parseEntryId } from "@/lib/ledger/entry-id";
import { getBalance, getEntry } from "@/lib/ledger/queries";
import { rollUpEntries } from "@/lib/ledger/roll-up-entries";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";

// The migration that gave accounts the ids of their users, on a database with the data of the schema before it.

const MIGRATION = "20261130154005_account_ids";
const NOW = new Date("2026-11-21T12:00:00Z");
const USERS = Array.from({ length: 4 }, () => randomUUID());

/** Written by the functions of that schema. The last user has an account whose id was already the user's. */
const FILL = `
  INSERT INTO "user" (id, email, updated_at) SELECT id, id || '@example.com', $2 FROM unnest($1::uuid[]) AS users (id);
  INSERT INTO credit_account (id, user_id) SELECT ($1::uuid[])[4], ($1::uuid[])[4];
  DO $do$
  DECLARE
    at timestamptz := $2;
    account uuid;
    payment uuid := gen_random_uuid();
    held credit_hold;
    spent ledger_entry;
  BEGIN
    FOREACH account IN ARRAY (SELECT array_agg(ledger_open_account(id, at)) FROM "user") LOOP
      PERFORM ledger_grant(
        account, 'PACK', 'PURCHASE', 100, 'pack', 30, at, NULL, 'Pack', 900, 'usd', payment, NULL, NULL, 'system', at
      );
      PERFORM ledger_grant(
        account, 'PLAN', 'REFILL', 50, 'plan', 20, at, at + interval '1 hour', '', NULL, NULL, NULL, NULL, NULL, 'system', at
      );
      spent := (ledger_debit(
        true, account, 20, 'job-1', sha256('1'), 'A call', NULL, NULL, NULL, '{"job": 1}', 'system', at
      )).entry;
      PERFORM ledger_reverse(
        account, spent.seq, NULL, 5, NULL, NULL, at - interval '1 day', at + interval '1 day', 10, 'It failed', NULL, 'system', at
      );
      held := (ledger_place_hold(account, 10, at + interval '2 days', 'hold-1', sha256('2'), '', NULL, 'system', at)).hold;
      PERFORM ledger_capture_hold(
        account, held.id, 7, 10, NULL, NULL, '', NULL, NULL, NULL, NULL, 'system', at
      );
      PERFORM ledger_place_hold(account, 10, at + interval '2 days', NULL, NULL, '', NULL, 'system', at);
      PERFORM ledger_expire(account, at + interval '2 hours');
    END LOOP;
    -- One owes credits, and has some frozen.
    account := (SELECT id FROM credit_account WHERE user_id = ($1::uuid[])[1]);
    PERFORM ledger_claw_back(
      account, 500, 'refund', 'MONEY_BACK', NULL, NULL, NULL, payment, NULL, 'Refund', 'system', at + interval '3 hours'
    );
    PERFORM ledger_freeze(account, payment, at + interval '3 hours');
    INSERT INTO ledger_checkpoint (account_id, seq, balance, debt, lots, holds, row_versions, verified_at)
    SELECT
      id, seq, balance, debt,
      (SELECT jsonb_object_agg(lot.id, remaining) FROM credit_lot AS lot WHERE account_id = acc.id AND closed_at IS NULL),
      ARRAY(SELECT hold.id FROM credit_hold AS hold WHERE account_id = acc.id AND status = 'OPEN'),
      0, at
    FROM credit_account AS acc;
    INSERT INTO metric_account (account_id, seq) SELECT id, seq FROM credit_account;
  END;
  $do$`;

/**
 * Everything that the ledger holds, each row with its user in place of the account's id, without columns that later migrations
 * add.
 */
const STORY = `
  SELECT 'account' AS of, account.user_id, to_jsonb(account) - '{id,user_id,has_budgets}'::text[] AS row FROM account
  UNION ALL SELECT 'lot', user_id, to_jsonb(row) - 'account_id' FROM credit_lot AS row JOIN account ON account.id = account_id
  UNION ALL SELECT 'hold', user_id, to_jsonb(row) - 'account_id' FROM credit_hold AS row JOIN account ON account.id = account_id
  UNION ALL SELECT 'entry', user_id, to_jsonb(row) - 'account_id' FROM ledger_entry AS row JOIN account ON account.id = account_id
  UNION ALL SELECT 'metric', user_id, to_jsonb(row) - 'account_id' FROM metric_account AS row JOIN account ON account.id = account_id
  ORDER BY 1, 2, 3`;

let database: Database;
let url: string;
let name: string;
let before: { of: string }[];
let formerIds: { id: string; userId: string }[];

beforeAll(async () => {
  name = `account_ids_${randomUUID().replaceAll("-", "")}`;
  url = await createOnServer(inject("postgresUrl"), name);
  const client = await connect(url);
  try {
    const files = migrationFiles();
    for (const { name, sql } of files) {
      if (name === MIGRATION) {
        const users = `'{${USERS.join()}}'`;
        await client.query(FILL.replaceAll("$1", users).replaceAll("$2", `timestamptz '${NOW.toISOString()}'`));
        before = (await client.query(`WITH account AS (SELECT * FROM credit_account) ${STORY}`)).rows;
        formerIds = (
          await client.query(`SELECT id, user_id AS "userId" FROM credit_account WHERE id <> user_id ORDER BY user_id`)
        ).rows;
      }
      await client.query(sql);
    }
  } finally {
    await client.end();
  }
  database = createDatabase(url);
});

afterAll(async () => {
  await database.close();
  await dropDatabase(url, name);
});

test("each account has its user's id, and everything else is as it was", async () => {
  const account = `WITH account AS (SELECT *, id AS user_id FROM credit_account)`;
  const { rows } = await database.pool.query(`${account} ${STORY}`);
  expect(rows).toEqual(before);
  expect(new Set(rows.map(({ of }) => of))).toEqual(new Set(["account", "lot", "hold", "entry", "metric"]));
  const { rows: ids } = await database.pool.query("SELECT id FROM credit_account");
  expect(ids.map(({ id }) => id).sort()).toEqual([...USERS].sort());
  expect(formerIds).toHaveLength(USERS.length - 1);
});

test("the ledger is sound, and is verified anew from its first entry", async () => {
  expect(await verify(database.sql, "all", NOW)).toEqual([]);
  const [{ entries = 0n } = {}] = await database.sql<{ entries: bigint }>`
    SELECT count(*) AS entries FROM ledger_entry WHERE account_id <> ${USERS[3] ?? ""}::uuid`;
  expect(await verifyNew(database, NOW)).toMatchObject({ violations: [], changed: USERS.length, entries });
  expect(await verifyNew(database, NOW)).toMatchObject({ violations: [], changed: 0 });
});

test("an entry id that was handed out before names the same entry; an id of nobody names nothing", async () => {
  for (const { id, userId } of formerIds) {
    const named = parseEntryId(formatEntryId({ accountId: id, seq: 3n }));
    const accountId = await currentAccountId(database.sql, named?.accountId ?? "");
    expect(accountId).toBe(userId);
    expect(await getEntry(database.sql, accountId, 3n)).toMatchObject({ amount: -20n, idempotencyKey: "job-1" });
  }
  const nobody = randomUUID();
  expect(await currentAccountId(database.sql, nobody)).toBe(nobody);
  expect(await currentAccountId(database.sql, USERS[3] ?? "")).toBe(USERS[3]);
});

test("entries are still append-only, numbers go on, and keys still answer for their requests", async () => {
  await expect(database.sql`UPDATE ledger_entry SET amount = 1`).rejects.toThrow("append-only");
  await expect(database.sql`DELETE FROM ledger_entry`).rejects.toThrow("append-only");
  const accountId = USERS[1] ?? "";
  const balance = await getBalance(database.sql, accountId, NOW);
  const spend = { accountId, amount: 1n, idempotencyKey: "job-2", actor: "system" } as const;
  const spent = await debit(database.sql, spend, NOW);
  expect(spent).toMatchObject({ ok: true, replayed: false, balance: (balance?.balance ?? 0n) - 1n });
  expect(await debit(database.sql, spend, NOW)).toMatchObject({ ok: true, replayed: true });
  const reused = { ...spend, idempotencyKey: "job-1" };
  expect(await debit(database.sql, reused, NOW)).toEqual({ ok: false, reason: "idempotency_key_reused" });
  expect(await verify(database.sql, "all", NOW)).toEqual([]);
});

test("no entry is added up twice, and rows without an account are still refused", async () => {
  const [{ count = 0n } = {}] = await database.sql<{ count: bigint }>`
    SELECT sum(account.seq - mark.seq)::bigint AS count
    FROM credit_account AS account JOIN metric_account AS mark ON mark.account_id = account.id`;
  expect(await rollUpEntries(database)).toBe(count);
  const stranger = randomUUID();
  await expect(database.sql`INSERT INTO credit_account (id) VALUES (${stranger}::uuid)`).rejects.toThrow("_fkey");
  await expect(
    database.sql`INSERT INTO credit_hold (account_id, amount, expires_at, allocations, id)
      VALUES (${stranger}::uuid, 1, now(), '[]', ${stranger}::uuid)`,
  ).rejects.toThrow("credit_hold_account_id_fkey");
});
