// @module-tag full
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createDatabase as createOnServer, dropDatabase } from "@/dev/postgres/databases";
import { serversOf } from "@/dev/testing/cluster";
import { fingerprint } from "@/dev/testing/fingerprint";
import { migrate } from "@/dev/testing/migrate";
import { createDatabase, type Database } from "@/lib/db";
import { distributeTables } from "@/lib/ledger/distribute/distribute-tables";
import { joinCluster, serverOf } from "@/lib/ledger/distribute/join-cluster";
import { stepsTo } from "@/lib/ledger/distribute/steps";
import { openSpendQueue } from "@/lib/ledger/open-spend-queue";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { seeded } from "@/lib/ledger/testing/seeded";
import { playYear } from "@/lib/ledger/testing/year";
import { verify } from "@/lib/ledger/verify";

const YEAR_LATER = after(NOON, 366 * 24 * HOUR);

const { CITUS_URL = "" } = process.env;
if (!CITUS_URL) process.stdout.write("CITUS_URL is not set: the tests on a cluster are skipped.\n");

describe.skipIf(!CITUS_URL)("npm run scale:distribute", () => {
  test("divides a database with all its rows, which verify, once", async () => {
    await onOneServer(async ({ database, run, workers }) => {
      const accountId = await newAccount(database);
      await playYear(database.sql, accountId, NOON, seeded(1));
      for (let n = 0; n < 40; n++) await accountWith(database, { pack: { amount: 10n } });
      const before = await fingerprint(database.sql);

      const dry = await run(["--dry-run", ...workers, "--shards", "8"]);
      expect(dry.output).toContain("Would divide ledger_entry by account_id into 8 shards.");
      expect(dry).toMatchObject({ code: 0, output: expect.stringContaining("Nothing was changed.") });
      expect(await run(["--status"])).toEqual({ code: 0, output: "The ledger is whole: it is not divided.\n" });

      const done = await run([...workers, "--shards", "8"]);
      expect(done.output).toContain("Dropped the foreign key credit_account_id_fkey.");
      expect(done.output).toContain("Divided ledger_entry by account_id into 8 shards.");
      expect(done.output).toContain("Removed the coordinator's own copy of ledger_entry");
      expect(done).toMatchObject({ code: 0 });
      expect(await fingerprint(database.sql)).toEqual(before);
      expect(await verify(database.sql, "all", YEAR_LATER)).toEqual([]);
      // That it would have seen something.
      await database.sql`UPDATE credit_account SET seq = seq + 1 WHERE id = ${accountId}::uuid`;
      expect((await verify(database.sql, "all", YEAR_LATER)).map((one) => one.accountId)).toContain(accountId);
      await database.sql`UPDATE credit_account SET seq = seq - 1 WHERE id = ${accountId}::uuid`;

      const status = await run(["--status"]);
      const shares = [...status.output.matchAll(/: (\d+) shards, (\d+) accounts, (\d+) entries/g)];
      expect(shares).toHaveLength(workers.length);
      const [row] = await database.sql<{ accounts: bigint; entries: bigint }>`
        SELECT (SELECT count(*) FROM credit_account) AS accounts, (SELECT count(*) FROM ledger_entry) AS entries`;
      const total = (nth: number) => shares.reduce((sum, share) => sum + BigInt(share[nth] ?? 0), 0n);
      expect([total(1), total(2), total(3)]).toEqual([8n, row?.accounts, row?.entries]);

      const again = await run([]);
      expect(again.code).toBe(0);
      expect(again.output).toContain("The ledger was already divided.");
      expect(again.output).not.toContain("Divided");
      expect(await run(["--shards", "16"])).toMatchObject({ code: 1, output: expect.stringContaining("has 8 shards") });
    });
  }, 600_000);

  test("refuses another division, finishes an interrupted one, and puts back what a migration replaced", async () => {
    await onOneServer(async ({ database, url, run, migrateAgain, workers }) => {
      const client = await database.pool.connect();
      const silent = stepsTo(() => undefined);
      try {
        expect((await run([])).output).toContain("The cluster has no worker");
        expect(await run([...workers, "--dry-run"])).toMatchObject({ code: 0 });
        const servers = workers.map((option) => serverOf(`postgres://${option.split("=")[1]}`));
        await joinCluster(client, { url, coordinator: null, workers: servers, shards: null }, silent);

        await client.query("SELECT create_reference_table('ledger_checkpoint')");
        const refused = await run([]);
        expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("Nothing was changed.") });
        expect(refused.output).not.toContain("Divided");
        await client.query("SELECT undistribute_table('ledger_checkpoint')");

        await client.query("BEGIN; SET LOCAL citus.enable_unsafe_triggers = on");
        await distributeTables(client, 8, silent);
        await client.query("COMMIT");
        const finished = await run([]);
        expect(finished.output).toMatch(/^Set \d+ functions to run on their account's worker\.\nReplaced ledger_/);
        expect(finished).toMatchObject({ code: 0 });

        await client.query(readFileSync("prisma/functions/ledger_spend_many.sql", "utf8"));
        await client.query(`CREATE FUNCTION ledger_added(p_account uuid) RETURNS bigint LANGUAGE plpgsql AS $$
          BEGIN RETURN (SELECT seq FROM credit_account WHERE id = p_account); END $$`);
        await client.query("ALTER TABLE credit_lot ADD COLUMN added text");
        const migrated = await migrateAgain();
        expect(migrated.output).toContain("Set 1 functions to run on their account's worker.\nReplaced ledger_");
        expect(migrated).toMatchObject({ code: 0 });
        expect((await migrateAgain()).output).not.toContain("Replaced");

        // Their batch has accounts of several shards.
        const accounts = await Promise.all(
          Array.from({ length: 20 }, () => accountWith(database, { pack: { amount: 10n } })),
        );
        const queue = openSpendQueue({ sql: database.sql });
        const spends = accounts.map((accountId) => queue.debit({ accountId, amount: 3n, actor: "system" }, NOON));
        expect((await Promise.all(spends)).every(({ ok }) => ok)).toBe(true);
      } finally {
        client.release();
      }
    });
  }, 600_000);
});

type Shop = {
  database: Database;
  url: string;
  run: (args: string[]) => Promise<{ code: unknown; output: string }>;
  migrateAgain: () => Promise<{ code: unknown; output: string }>;
  /** Options that add the workers. */
  workers: string[];
};

/** A migrated database on the server that is the coordinator, without the extension. */
async function onOneServer(work: (shop: Shop) => Promise<void>): Promise<void> {
  const servers = await serversOf(CITUS_URL);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = await createOnServer(CITUS_URL, name);
  await migrate(url);
  const database = createDatabase(url);
  try {
    await work({
      database,
      url,
      migrateAgain: () => command(url, "lib/jobs/migrate.ts"),
      run: (args) => command(url, "lib/jobs/distribute-cli.ts", args),
      workers: servers.slice(1).map((server) => `--worker=${new URL(server).host}`),
    });
  } finally {
    await database.close();
    for (const server of servers) await dropDatabase(server, name);
  }
}

async function command(url: string, file: string, args: string[] = []) {
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output };
}
