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

test("npm run migrate and npm run seed say which setting is wrong, without a stack trace", {
  timeout: 60_000,
}, async () => {
  const ended = await Promise.all(
    ["lib/jobs/migrate.ts", "prisma/seed.ts"].map((script) => run(script, { STRIPE_SECRET_KEY: "none" })),
  );
  for (const { code, output } of ended) {
    expect(output).toContain(WRONG);
    expect(output).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
  }
});

test("the other commands do so too, and a catalogue that does not exist is such a setting", {
  tags: ["full"],
  timeout: 120_000,
}, async () => {
  for (const script of ["lib/jobs/purge-cli.ts", "lib/jobs/refill-cli.ts", "lib/jobs/metrics-cli.ts"]) {
    const { code, output } = await run(script, { STRIPE_SECRET_KEY: "none" });
    expect(output, script).toContain(WRONG);
    expect(output, script).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
  }
  expect(await run("prisma/seed.ts", { CATALOGUE: "nothing" })).toEqual({
    code: 1,
    output: "CATALOGUE names a file of prisma/catalogue, such as default; not nothing.\n",
  });
});
