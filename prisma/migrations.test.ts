import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type pg from "pg";
import { afterAll, describe, expect, inject, test } from "vitest";
import { createDatabase, dropDatabase } from "@/dev/postgres/databases";
import { checkMigrations } from "@/dev/schema/check-migrations";
import { runAndFindLocks } from "@/dev/schema/locks";
import { migrationFiles, notAccepted } from "@/dev/schema/migration-files";
import { shapeOf, whyCodeBreaks } from "@/dev/schema/shape";
import { testDatabase } from "@/dev/testing/database";
import { connect } from "@/lib/backup/connect";

const db = await testDatabase();
const client = await db.pool.connect();
afterAll(() => client.release());

const files = migrationFiles();
const released: { version: string; migration: string } = JSON.parse(readFileSync("prisma/released.json", "utf8"));

test("every migration but the first leaves the app running and the released code working", async () => {
  expect(files.map(({ name }) => name)).toContain(released.migration);
  // Without any, this is nothing but the time that the first one takes.
  if (files.length === 1) return;
  const found = await onEmptyDatabase((empty) => checkMigrations(empty, files, released.migration));
  expect(found, "docs/operations.md, Migrations without downtime, says how each is done").toEqual([]);
});

test("a migration is checked by itself, and all since the release together, unless it says why not", async () => {
  const migrations = [
    "CREATE TABLE busy (id int PRIMARY KEY, a int, b int, c int);",
    "ALTER TABLE busy DROP COLUMN a;",
    "CREATE INDEX by_b ON busy (b);",
    "-- accepted: busy.b: unused since 0.1.0\nALTER TABLE busy DROP COLUMN b, DROP COLUMN c;",
    "CREATE INDEX CONCURRENTLY by_id ON busy (id);",
  ].map((sql, at) => ({ name: `${at}_x`, sql }));
  expect(await onEmptyDatabase((empty) => checkMigrations(empty, migrations, "1_x"))).toEqual([
    expect.stringMatching(/^2_x: busy is read as a whole/),
    "Since 1_x: busy.c is gone, and the released code uses it.",
  ]);
});

describe("for the released code", () => {
  const breaking: [string, string, string][] = [
    ["a dropped column", "ALTER TABLE mail DROP COLUMN error", "mail.error is gone"],
    ["a renamed column", "ALTER TABLE mail RENAME COLUMN subject TO title", "mail.subject is gone"],
    ["a dropped table", "DROP TABLE saved_view", "saved_view.id is gone"],
    ["another type", "ALTER TABLE webhook_event ALTER COLUMN attempts TYPE bigint", "was integer and is bigint"],
    ["a column that must have a value", "ALTER TABLE mail ADD COLUMN x int NOT NULL", "mail.x is new and must have"],
    [
      "a value that was optional",
      'ALTER TABLE "user" ALTER COLUMN name SET NOT NULL',
      "user.name must now have a value",
    ],
    ["a dropped function", "DROP FUNCTION ledger_has_room", "ledger_has_room"],
    ["a new value of an enum", "ALTER TYPE role ADD VALUE 'OWNER'", "cannot read OWNER of role"],
    ["a new rule", "ALTER TABLE mail ADD CONSTRAINT x CHECK (id IS NOT NULL) NOT VALID", "mail has a new rule"],
    ["a new unique index", "CREATE UNIQUE INDEX x ON mail (id, status)", "mail has a new rule"],
  ];

  test.each(breaking)("%s is reported", async (_what, sql, sentence) => {
    const before = await shapeOf(client);
    await inRolledBack(async () => {
      await client.query(sql);
      const found = whyCodeBreaks(before, await shapeOf(client));
      expect(found.map((one) => one.sentence).join("\n")).toContain(sentence);
    });
  });

  test("what only adds is not", async () => {
    const before = await shapeOf(client);
    await inRolledBack(async () => {
      await client.query(
        `ALTER TABLE mail ADD COLUMN x int, ADD COLUMN y text NOT NULL DEFAULT '';
         CREATE TABLE x (id int PRIMARY KEY, a int NOT NULL CHECK (a > 0));
         CREATE INDEX y ON mail (x);
         CREATE FUNCTION x(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      );
      expect(whyCodeBreaks(before, await shapeOf(client))).toEqual([]);
    });
  });
});

describe("on a busy table", () => {
  const harmful: [string, string, RegExp][] = [
    ["a default that differs per row", "ALTER TABLE payment ADD COLUMN x uuid DEFAULT gen_random_uuid()", /rewritten/],
    ["another type", "ALTER TABLE webhook_event ALTER COLUMN attempts TYPE bigint", /rewritten/],
    ["an index", "CREATE INDEX by_actor ON ledger_entry (actor)", /read as a whole/],
    ["a unique constraint", "ALTER TABLE mail ADD CONSTRAINT one_status UNIQUE (id, status)", /read as a whole/],
    ["NOT NULL", 'ALTER TABLE "user" ALTER COLUMN name SET NOT NULL', /read as a whole/],
    ["a check", "ALTER TABLE credit_lot ADD CONSTRAINT few CHECK (amount < 10)", /read as a whole/],
    [
      "a foreign key",
      'ALTER TABLE api_key ADD COLUMN x uuid; ALTER TABLE api_key ADD CONSTRAINT of_x FOREIGN KEY (x) REFERENCES "user" (id)',
      /read as a whole/,
    ],
    ["changing rows", "UPDATE credit_account SET balance = balance", /stay locked/],
    [
      "a lock beside the word CONCURRENTLY",
      "COMMENT ON COLUMN mail.id IS 'made concurrently'; CREATE INDEX by_created ON mail (created_at)",
      /read as a whole/,
    ],
    [
      "the end of its transaction",
      "ALTER TABLE mail ADD COLUMN z int; COMMIT; CREATE INDEX by_z ON mail (z)",
      /ends its/,
    ],
    [
      "two tables at once",
      "ALTER TABLE mail ADD COLUMN x int; ALTER TABLE session ADD COLUMN x int",
      /at the same time/,
    ],
  ];

  test.each(harmful)("%s is reported", async (_what, sql, sentence) => {
    const found = await runAndFindLocks(client, sql);
    expect(found).toContainEqual(expect.objectContaining({ sentence: expect.stringMatching(sentence) }));
    const subject = found[0]?.subject;
    expect(notAccepted(found, `-- accepted: ${subject}: it has ten rows`)).toEqual(
      found.filter((one) => one.subject !== subject),
    );
  });

  const harmless: [string, string[]][] = [
    [
      "a column without a default, or with a constant one",
      ["ALTER TABLE refund ADD COLUMN x text DEFAULT 'a', ADD COLUMN y int"],
    ],
    ["an index that is built concurrently", ["CREATE INDEX CONCURRENTLY by_meter ON ledger_entry (meter)"]],
    [
      "a rule that is validated later",
      [
        "ALTER TABLE credit_lot ADD CONSTRAINT fewer CHECK (amount < 9) NOT VALID",
        "ALTER TABLE credit_lot VALIDATE CONSTRAINT fewer",
      ],
    ],
    [
      "NOT NULL after a check that says so",
      [
        'ALTER TABLE "user" ADD CONSTRAINT has_image CHECK (image IS NOT NULL) NOT VALID',
        'ALTER TABLE "user" VALIDATE CONSTRAINT has_image',
        'ALTER TABLE "user" ALTER COLUMN image SET NOT NULL',
      ],
    ],
    [
      "a foreign key that is validated later",
      [
        "ALTER TABLE session ADD COLUMN y uuid",
        'ALTER TABLE session ADD CONSTRAINT of_y FOREIGN KEY (y) REFERENCES "user" (id) NOT VALID',
        "ALTER TABLE session VALIDATE CONSTRAINT of_y",
      ],
    ],
    ["a new table with its index", ["CREATE TABLE fresh (id int PRIMARY KEY, a int); CREATE INDEX by_a ON fresh (a)"]],
    ["a small table", ["UPDATE plan SET key = key; CREATE INDEX by_key ON plan (key)"]],
  ];

  test.each(harmless)("%s is not", async (_what, statements) => {
    for (const sql of statements) expect(await runAndFindLocks(client, sql)).toEqual([]);
  });
});

async function inRolledBack(work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
  } finally {
    await client.query("ROLLBACK");
  }
}

async function onEmptyDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const server = inject("postgresUrl");
  const name = `migrations_${randomUUID().replaceAll("-", "")}`;
  const opened = await connect(await createDatabase(server, name));
  try {
    return await work(opened);
  } finally {
    await opened.end();
    await dropDatabase(server, name);
  }
}
