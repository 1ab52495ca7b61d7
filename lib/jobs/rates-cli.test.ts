// @module-tag nightly
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { listAllMeters } from "@/lib/catalog/queries";

vi.setConfig({ testTimeout: 300_000 });

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "refill-rates-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, "models.json");
writeFileSync(
  file,
  JSON.stringify({
    openai: { models: { "gpt-5.1": { name: "GPT-5.1", cost: { input: 1.25, output: 10, cache_read: 0 } } } },
  }),
);

async function ratesCli(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/jobs/rates-cli.ts", ...args], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output };
}

const TERMS = ["--credit-price", "0.01", "--margin", "1.3", "--provider", "openai"];
const meters = async () => (await listAllMeters(database.prisma)).map(({ key, version }) => [key, version]);

test("a dry run says what an import does and changes nothing; the import does it once", async () => {
  const dry = await ratesCli(file, ...TERMS, "--dry-run");
  expect(dry.code, dry.output).toBe(0);
  expect(dry.output).toContain("+ gpt-5-1_input: 325 credits for 2,000,000 tokens");
  expect(dry.output).toContain("! gpt-5-1_cache-read: free, so it gets no meter");
  expect(dry.output).toContain("2 new, 0 changed, 0 unchanged. Nothing was changed");
  expect(await meters()).toEqual([]);

  expect(await ratesCli(file, ...TERMS)).toMatchObject({ code: 0, output: expect.stringContaining("2 new") });
  const dearer = await ratesCli(file, ...TERMS.with(3, "2"));
  expect(dearer.output).toContain(
    "~ gpt-5-1_output: 1,300 credits for 1,000,000 tokens -> 2,000 credits for 1,000,000 tokens",
  );
  expect(Object.fromEntries(await meters())).toEqual({ "gpt-5-1_input": 2, "gpt-5-1_output": 2 });
});

test("a missing file, model or option is refused with what to do", async () => {
  expect(await ratesCli()).toMatchObject({ code: 2, output: expect.stringContaining("Name one file.") });
  expect(await ratesCli(file, ...TERMS.slice(0, 4))).toMatchObject({
    code: 2,
    output: expect.stringContaining("--model or --provider"),
  });
  expect(await ratesCli(file, ...TERMS.with(1, "0"))).toMatchObject({
    code: 2,
    output: expect.stringContaining("--credit-price"),
  });
  expect(await ratesCli(join(folder, "none.json"), ...TERMS)).toMatchObject({
    code: 1,
    output: expect.stringContaining("cannot be read"),
  });
  expect(await ratesCli(file, ...TERMS, "--model", "gpt-9")).toMatchObject({
    code: 1,
    output: expect.stringContaining("Not in provider openai: gpt-9."),
  });
});
