import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";

const TABLES = /\b(credit_account|credit_lot|credit_hold|ledger_entry|ledger_checkpoint|ledger_closing)\b/;
/** As Prisma reaches them: db.creditAccount, or include: { creditAccount: … }. */
const MODELS =
  /\.(creditAccount|creditLot|creditHold|ledgerEntry|ledgerCheckpoint|ledgerClosing)\b|\b(creditAccount|ledgerCheckpoint):/;
/** The ledger's functions that a statement elsewhere may join: they only read. */
const OPEN_FUNCTIONS = ["ledger_balances"];

test("the ledger's tables are read and written only in lib/ledger", () => {
  const found = ["app", "components", "lib", "dev", "proxy.ts", "instrumentation.ts"]
    .flatMap(sources)
    .flatMap((path) => {
      const code = withoutComments(readFileSync(path, "utf8"));
      const called = [...code.matchAll(/\b(ledger_\w+)\(/g)].map(([, name]) => name ?? "");
      const reached = [TABLES.exec(code)?.[0], MODELS.exec(code)?.[0], ...called];
      return reached.filter((name) => name && !OPEN_FUNCTIONS.includes(name)).map((name) => `${path}: ${name}`);
    });
  expect(
    found,
    "Put the query into a function of lib/ledger (queries.ts, or a file named after what it asks) and call that. A statement that needs an account's id or what it can spend beside other tables joins the view ledger_accounts or ledger_balances(now).",
  ).toEqual([]);
});

test("a join with the ledger's view and function costs as much as a join with its tables", async () => {
  const { pool } = await testDatabase();
  const plans = await Promise.all(
    [
      `SELECT a.id FROM "user" u LEFT JOIN ledger_accounts a ON a.id = u.id WHERE u.id = gen_random_uuid()`,
      "SELECT a.account_id FROM ledger_balances(now()) a WHERE a.spendable < a.low_balance_threshold",
    ].map(async (text) => JSON.stringify((await pool.query(`EXPLAIN (FORMAT JSON) ${text}`)).rows)),
  );
  for (const plan of plans) {
    expect(plan).toContain("credit_account");
    expect(plan).not.toContain("Function Scan");
  }
});

function sources(root: string): string[] {
  if (root.endsWith(".ts")) return [root];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => `${root}/${path}`)
    .filter((path) => /\.tsx?$/.test(path) && !/^lib\/(ledger|generated)\/|\/testing\/|\.test\.tsx?$/.test(path));
}

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}
