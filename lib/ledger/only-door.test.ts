import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const TABLES =
  /\b(credit_account|credit_lot|credit_hold|ledger_entry|ledger_checkpoint|ledger_closing|credit_budget|credit_budget_use)\b/;
/** As Prisma reaches them: db.creditAccount, or include: { creditAccount: … }. */
const MODELS =
  /\.(creditAccount|creditLot|creditHold|ledgerEntry|ledgerCheckpoint|ledgerClosing|creditBudget|creditBudgetUse)\b|\b(creditAccount|ledgerCheckpoint):/;

/** Says whether a user has an account, in statements on other tables: a join would read the whole of a divided ledger. */
const LOOK_UP = "ledger_account_of";

test("the ledger's tables are read and written only in lib/ledger", () => {
  const found = ["app", "components", "lib", "dev", "proxy.ts", "instrumentation.ts"]
    .flatMap(sources)
    .flatMap((path) => {
      const code = withoutComments(readFileSync(path, "utf8"));
      const called = [...code.matchAll(/\b(ledger_\w+)\(/g)].map(([, name]) => name ?? "");
      const reached = [TABLES.exec(code)?.[0], MODELS.exec(code)?.[0], ...called];
      return reached.filter((name) => name && name !== LOOK_UP).map((name) => `${path}: ${name}`);
    });
  expect(
    found,
    "Put the query into a function of lib/ledger (queries.ts, or a file named after what it asks) and call that. An account's id is its user's. A statement that needs balances beside other tables joins the view ledger_accounts; accountsBelow (lib/ledger/accounts-below.ts) finds those with few; ledger_account_of says whether there is an account.",
  ).toEqual([]);
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
