// @module-tag nightly
import { spawn } from "node:child_process";
import { expect, test, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { catalogue, foreignAccount, settingsOf } from "@/lib/account/import/testing/foreign-account";
import { judgeAccount } from "@/lib/billing/account/judge-account";
import { noteAccount } from "@/lib/billing/account/note-account";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";

vi.setConfig({ testTimeout: 600_000 });

const database = await testDatabase();
const local = await testStripe();
const services = { database, stripe: local.stripe };

async function command(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/jobs/import-cli.ts", ...args], {
    env: { ...process.env, DATABASE_URL: database.url, STRIPE_API_BASE: local.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output };
}

test("stripe:import changes nothing without --yes, needs a catalogue, and exits with 1 while a person is needed", async () => {
  expect(await command("--yes")).toEqual({ code: 1, output: expect.stringContaining("Run npm run seed first") });
  const { prices, customer, subscribe } = foreignAccount(local);
  const sold = await prices();
  const now = new Date(local.now() * 1000);
  await applyCatalogue(services, catalogue, now, settingsOf(sold));
  await noteAccount(database.prisma, (await judgeAccount(services)).current, now);
  await subscribe(await customer("ada@example.com"), [sold.basic]);
  const nameless = await customer(undefined);

  const dry = await command();
  expect(dry).toMatchObject({ code: 1, output: expect.stringContaining("Nothing was changed.") });
  expect(dry.output).toContain(`${nameless}: it has no email address.`);
  expect(await database.prisma.user.count()).toBe(0);
  const done = await command("--yes");
  expect(done.output).toContain("1 imported as new users");
  expect(done.output).toContain("Granted 100 credits for the current periods. Nobody was emailed.");
  await local.stripe.customers.del(nameless);
  expect(await command("--yes")).toMatchObject({ code: 0, output: expect.stringContaining("1 already linked") });
  expect((await command("--yes", "--dry-run")).code).toBe(2);
});
