// @module-tag full
import { spawn } from "node:child_process";
import { expect, test } from "vitest";

async function run(script: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output };
}

const WRONG = `The environment is incomplete:
  - STRIPE_SECRET_KEY: `;

async function expectSentence(scripts: string[]): Promise<void> {
  const ended = await Promise.all(scripts.map((script) => run(script, { STRIPE_SECRET_KEY: "none" })));
  for (const { code, output } of ended) {
    expect(output).toContain(WRONG);
    expect(output).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
  }
}

test("npm run migrate and npm run seed say which setting is wrong, without a stack trace", async () => {
  await expectSentence(["lib/jobs/migrate.ts", "prisma/seed.ts"]);
});

test("the other commands do so too", { tags: ["full"], timeout: 180_000 }, async () => {
  await expectSentence(["lib/jobs/purge-cli.ts", "lib/jobs/refill-cli.ts", "lib/jobs/metrics-cli.ts"]);
});

test("a catalogue that does not exist is a wrong setting of the seed", { tags: ["full"] }, async () => {
  const { code, output } = await run("prisma/seed.ts", { CATALOGUE: "nothing" });
  expect(output).toContain("CATALOGUE is nothing, and that file of prisma/catalogue cannot be read: ");
  expect(output).not.toMatch(/^ +at /m);
  expect(code).toBe(1);
});
