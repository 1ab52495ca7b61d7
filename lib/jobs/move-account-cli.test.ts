// @module-tag nightly
import { spawn } from "node:child_process";
import { expect, test, vi } from "vitest";
import { testStripe } from "@/dev/testing/stripe";
import { billingWorld } from "@/lib/billing/testing/world";

vi.setConfig({ testTimeout: 600_000 });

const world = await billingWorld();
const { database } = world;
const other = await testStripe();

const SCRIPTS = {
  seed: "prisma/seed.ts",
  worker: "lib/jobs/worker.ts",
  reconcile: "lib/jobs/reconcile-cli.ts",
  move: "lib/jobs/move-account-cli.ts",
};

async function command(script: keyof typeof SCRIPTS, stripeUrl: string, ...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPTS[script], ...args], {
    env: { ...process.env, DATABASE_URL: database.url, STRIPE_API_BASE: stripeUrl },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output };
}

test("with another account's key every command says whose the database is and what to do, and only a move that is agreed to changes anything", async () => {
  const [here, there] = [world.local.url, other.url];
  expect(await command("seed", here)).toMatchObject({
    code: 0,
    output: expect.stringContaining("Stripe account acct_"),
  });
  const person = await world.signUp();
  await world.subscribe(person, "refill_pro_month");
  await world.deliver();
  const { id } = await world.stripe.accounts.retrieveCurrent();
  const nothing = { code: 0, output: expect.stringContaining("nothing to move") };
  expect(await command("move", here)).toEqual(nothing);

  const sentence = new RegExp(`belongs to Stripe account ${id} \\(test mode\\).*npm run stripe:move`);
  for (const script of ["seed", "worker", "reconcile", "move"] as const) {
    const { code, output } = await command(script, there);
    expect([script, code, output]).toEqual([script, 1, expect.stringMatching(sentence)]);
    expect(output).not.toMatch(/^ +at /m);
  }
  expect((await other.stripe.products.list()).data).toEqual([]);
  expect(await database.prisma.formerCustomer.count()).toBe(0);

  const moved = await command("move", there, "--yes");
  expect(moved).toMatchObject({ code: 0, output: expect.stringMatching(/Moved to .* 1 subscriptions ended/) });
  expect(await command("move", there, "--yes")).toEqual(nothing);
  expect(await command("seed", there)).toMatchObject({ code: 0, output: expect.stringContaining("0 prices created") });
  expect(await command("reconcile", there)).toMatchObject({ code: 0, output: expect.stringContaining("No drift.") });
});
