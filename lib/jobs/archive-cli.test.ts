// @module-tag nightly
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { rollUp } from "@/lib/analytics/rollup/roll-up";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { newAccount } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";

const db = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "refill-archive-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cli(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/jobs/archive-cli.ts", ...args], {
    env: { ...process.env, DATABASE_URL: db.url, DATABASE_MIGRATE_URL: db.url, ARCHIVE_DIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

test("npm run ledger:archive moves months to files and back, and says what it did and why it did not", {
  timeout: 600_000,
}, async () => {
  const spentAt = new Date("2024-03-05T10:00:00Z");
  const accountId = await newAccount(db, spentAt);
  await grant(db.sql, { accountId, kind: "PACK", amount: 10n, sourceKey: "pack", actor: "system" }, spentAt);
  for (const amount of [1n, 2n]) await debit(db.sql, { accountId, amount, actor: "system" }, spentAt);

  const wrong = await cli("--month", "2024-03", "--restore", "March");
  expect(wrong).toMatchObject({ code: 2, output: expect.stringContaining("npm run ledger:archive") });
  const unready = await cli("--month", "2024-03");
  expect(unready).toMatchObject({ code: 1, output: expect.stringContaining("npm run verify -- --since-last") });
  await verifyNew(db, new Date());
  await rollUp(db, new Date());

  const archived = await cli("--before", "2024-06");
  expect(archived).toMatchObject({ code: 0, output: expect.stringContaining("hold personal data") });
  expect(archived.output).toMatch(/^2024-03: moved to .*: spends 2, accounts 1\.$/m);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^spends-2024-03-.*\.jsonl\.gz$/)]);
  const listed = await cli();
  expect(listed.output).toMatch(/^Months with spends that can be archived, up to \d{4}-\d\d: 0\./m);
  expect(listed.output).toMatch(/^2024-03 {2}in spends-2024-03-.*: spends 2$/m);
  expect(await verify(db.sql, accountId, new Date())).toEqual([]);

  expect((await cli("--restore", "2024-03")).output).toContain("2024-03: back in the ledger: spends 2, accounts 1.");
});
