import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@/dev/postgres";
import { createDatabase, type Database } from "@/lib/db";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { type Figures, measure } from "./measure";

// npm run bench: how fast a debit is, as a ratio to the least a durable debit can cost on the same server in the same
// run: one transaction that updates a row and inserts one. Absolute figures differ from machine to machine.
const ACCOUNTS = 1_000;
const CALLERS = [1, 8, 32];
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);

// One statement is one transaction, and the fairest floor: the least work in the fewest round trips.
const MINIMAL = `
  WITH debited AS (UPDATE floor_account SET balance = balance - 1 WHERE id = $1 AND balance >= 1 RETURNING id)
  INSERT INTO floor_entry (account_id, amount, at) SELECT id, -1, now() FROM debited`;

const folder = mkdtempSync(join(tmpdir(), "refill-bench-"));
const postgres = await startPostgres({ dataDir: join(folder, "postgres"), database: "bench" });
try {
  const prisma = ["node_modules/prisma/build/index.js", "migrate", "deploy"];
  execFileSync(process.execPath, prisma, { env: { ...process.env, DATABASE_URL: postgres.url }, stdio: "ignore" });
  const database = createDatabase(postgres.url, Math.max(...CALLERS));
  const rows = await run(database);
  await database.close();
  report(rows);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

type Row = { what: string; callers: number; ratio: number } & Figures;

async function run(database: Database): Promise<Row[]> {
  const accounts = await prepare(database);
  const [hot] = accounts;
  if (!hot) throw new Error("There is no account to measure.");
  const rows: Row[] = [];
  for (const [where, ids] of [
    [`${ACCOUNTS} accounts`, accounts],
    ["one hot account", [hot]],
  ] as const) {
    for (const callers of CALLERS) {
      const pick = (turn: number) => ids[turn % ids.length] ?? hot;
      const floor = await measure(callers, SECONDS, (turn) => minimalDebit(database, pick(turn)));
      const ours = await measure(callers, SECONDS, (turn) => ledgerDebit(database, pick(turn)));
      rows.push({ what: `minimal, ${where}`, callers, ratio: 1, ...floor });
      rows.push({ what: `debit, ${where}`, callers, ratio: ours.perSecond / floor.perSecond, ...ours });
    }
  }
  return rows;
}

/** Accounts with a plan lot and a pack lot each, and the floor's own two tables. */
async function prepare({ prisma, sql, pool }: Database): Promise<string[]> {
  await pool.query("CREATE TABLE floor_account (id uuid PRIMARY KEY, balance bigint NOT NULL)");
  await pool.query(
    "CREATE TABLE floor_entry (id bigserial PRIMARY KEY, account_id uuid, amount bigint, at timestamptz)",
  );
  const now = new Date();
  const ids: string[] = [];
  for (let index = 0; index < ACCOUNTS; index += 1) {
    const user = await prisma.user.create({ data: { email: `bench-${index}@example.com` } });
    const accountId = await openAccount(sql, user.id, now);
    for (const kind of ["PLAN", "PACK"] as const) {
      await grant(sql, { accountId, kind, amount: 1_000_000_000n, sourceKey: kind, actor: "bench" }, now);
    }
    ids.push(accountId);
  }
  await pool.query("INSERT INTO floor_account SELECT id, 1000000000 FROM credit_account");
  return ids;
}

async function minimalDebit({ pool }: Database, accountId: string): Promise<void> {
  await pool.query(MINIMAL, [accountId]);
}

async function ledgerDebit({ sql }: Database, accountId: string): Promise<void> {
  const result = await debit(sql, { accountId, amount: 1n, actor: "bench" }, new Date());
  if (!result.ok) throw new Error(`A debit was refused: ${result.reason}.`);
}

function report(rows: Row[]): void {
  console.table(
    rows.map(({ what, callers, perSecond, p50Ms, p99Ms, ratio }) => ({
      what,
      callers,
      "per second": Math.round(perSecond),
      "p50 ms": p50Ms.toFixed(2),
      "p99 ms": p99Ms.toFixed(2),
      ratio: ratio.toFixed(2),
    })),
  );
  const cpu = cpus()[0]?.model ?? "unknown";
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const result = { at: new Date().toISOString(), commit, node: process.version, cpu, cores: cpus().length, rows };
  mkdirSync("bench/results", { recursive: true });
  const file = `bench/results/${result.at.replaceAll(":", "-").slice(0, 19)}.json`;
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`Written to ${file}.`);
}
