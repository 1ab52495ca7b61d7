// @module-tag full
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { verifyLedger } from "@/lib/jobs/tasks";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";

const database = await testDatabase();

async function verifyCli(args: string[] = [], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/jobs/verify-cli.ts", ...args], {
    env: { ...process.env, DATABASE_URL: database.url, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output };
}

test("the command reports what it checked, and fails with a sentence per mismatch", {
  timeout: 300_000,
}, async () => {
  const accountId = await accountWith(database, { pack: { amount: 10n } });
  expect(await verifyCli()).toEqual({
    code: 0,
    output: "Recomputed from the start: accounts 1, entries 1. No violations.\n",
  });
  expect(await verifyCli(["--since-last"])).toEqual({
    code: 0,
    output: "Changed since the last run: 1 of 1 accounts, with 1 new entries. No violations.\n",
  });
  await database.sql`UPDATE credit_account SET seq = 2 WHERE id = ${accountId}::uuid`;
  const sentence = `Account ${accountId} (seq_is_last_entry): The account counts 2 entries, but the last one is 1.`;
  for (const args of [[], ["--since-last"], ["--account", accountId]]) {
    const { code, output } = await verifyCli(args);
    expect(code).toBe(1);
    expect(output).toContain(sentence);
  }
  expect(await verifyLedger({ database }, NOON)).toBe(1);
});

test.each<[string, string[], Record<string, string>, number, string]>([
  ["settings are missing", [], { DATABASE_URL: "" }, 1, "DATABASE_URL must start with postgres://"],
  ["no database answers", [], { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }, 1, "ECONNREFUSED"],
  ["there is no such account", ["--account", randomUUID()], {}, 1, "There is no credit account"],
  ["the account is no id", ["--account", "x"], {}, 2, "An account's id is a UUID."],
  ["the flag is unknown", ["--sometimes"], {}, 2, "--since-last"],
])(
  "when %s, the command says so without a stack trace",
  { tags: ["full"] },
  async (_what, args, environment, expected, sentence) => {
    const { code, output } = await verifyCli(args, environment);
    expect({ code, output }).toEqual({ code: expected, output: expect.stringContaining(sentence) });
    expect(output).not.toMatch(/^ +at /m);
  },
);
