// @module-tag full
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type Postgres, startPostgres } from "@/dev/postgres";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { killServer } from "@/dev/testing/kill-server";
import { migrate } from "@/dev/testing/migrate";
import { createDatabase, type Database } from "@/lib/db";
import { grant } from "@/lib/ledger/grant";
import { after, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { expectExactlyOnce, expectNothingLost } from "@/lib/ledger/testing/crash/audit";
import { startSpender } from "@/lib/ledger/testing/crash/start-spender";
import { type Acknowledged, doStep, oneByOne } from "@/lib/ledger/testing/crash/steps";
import { seeded } from "@/lib/ledger/testing/seeded";

// CRASH_ROUNDS=50 CRASH_SEED=7 npx vitest run --project app lib/ledger/crash.test.ts
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? budget({ daily: 2, full: 3 }));
const SEED = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 31));
const TIMEOUT_MS = 60_000 + ROUNDS * 15_000;

console.info(`crash tests: ${ROUNDS} rounds, seed ${SEED}`);

const db = await testDatabase(12);

test("a process killed under load keeps what it acknowledged once, and a retry of the rest makes one entry", {
  timeout: TIMEOUT_MS,
}, async () => {
  const random = seeded(SEED);
  const accounts = await openAccounts(db);
  const told: Acknowledged[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const how = round % 2 === 0 ? "grouped" : "one by one";
    const spender = startSpender({
      url: db.url,
      name: `${SEED} ${round}`,
      how,
      callers: how === "grouped" ? 64 : 12,
      accounts,
    });
    await spender.progress(50 + random(250));
    await sleep(random(50));
    await spender.kill();
    told.push(...spender.acknowledged);
    await settled(db);
    await expectNothingLost(db, told);
    told.push(...(await Promise.all(spender.unanswered().map((step) => doStep(oneByOne(db.sql), accounts, step)))));
    await expectExactlyOnce(db, told, accounts);
  }
  report(told, "kills of the process");
});

test("PostgreSQL killed under load loses nothing acknowledged, and callers who retry are charged once", {
  tags: ["full"],
  timeout: TIMEOUT_MS,
}, async () => {
  const random = seeded(SEED + 1);
  const folder = mkdtempSync(join(tmpdir(), "refill-crash-"));
  const dataDir = join(folder, "postgres");
  let server: Postgres = await startPostgres({ dataDir });
  const { port, url } = server;
  await migrate(url);
  const database = createDatabase(url, 8);
  onTestFinished(async () => {
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const accounts = await openAccounts(database);
  const told: Acknowledged[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const how = round % 2 === 0 ? "grouped" : "one by one";
    const spender = startSpender({
      url,
      name: `${SEED} ${round}`,
      how,
      callers: how === "grouped" ? 64 : 12,
      accounts,
    });
    await spender.progress(50 + random(250));
    await sleep(random(50));
    // The last round stops it as an administrator in a hurry does: pg_ctl stop -m immediate.
    await killServer(dataDir, round === ROUNDS - 1 ? "immediate" : "power cut");
    await server.stop();
    const before = [...told, ...spender.acknowledged];
    server = await startPostgres({ dataDir, port });
    expect(readFileSync(`${dataDir}.log`, "utf8")).toContain("not properly shut down");
    await expectNothingLost(database, before);
    await spender.progress(100);
    await spender.end();
    told.push(...spender.acknowledged);
    await expectExactlyOnce(database, told, accounts);
  }
  report(told, "kills of PostgreSQL");
});

/** Three accounts shared by many callers, each with credits that expire during the spends and enough that do not. */
async function openAccounts(on: Database): Promise<string[]> {
  const accounts = [await newAccount(on), await newAccount(on), await newAccount(on)];
  for (const accountId of accounts) {
    const base = { accountId, description: "opening", actor: "system" };
    const ends = after(NOON, 300_000);
    await grant(on.sql, { ...base, kind: "PLAN", amount: 2000n, sourceKey: "plan", expiresAt: ends }, NOON);
    await grant(on.sql, { ...base, kind: "PACK", amount: 1_000_000_000n, sourceKey: "pack" }, NOON);
  }
  return accounts;
}

/** Resolves when the server has ended what the killed process had started. */
async function settled(on: Database): Promise<void> {
  await expect
    .poll(
      () =>
        on.sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`,
      { timeout: 10_000 },
    )
    .toEqual([]);
}

function report(told: Acknowledged[], what: string): void {
  console.info(`${ROUNDS} ${what}, ${told.length} acknowledged steps, each there once`);
}
