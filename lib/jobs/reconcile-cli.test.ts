// @module-tag nightly
import { spawn } from "node:child_process";
import { expect, test, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { newUser } from "@/lib/ledger/testing/accounts";

vi.setConfig({ testTimeout: 300_000 });

const database = await testDatabase();
const { stripe, url } = await testStripe();

async function reconcileCli(args: string[] = [], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/jobs/reconcile-cli.ts", ...args], {
    env: { ...process.env, DATABASE_URL: database.url, STRIPE_API_BASE: url, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let report = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => (report += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output, report };
}

test("the command reports what it checked and what differed, and fails if something needs manual work", async () => {
  const calm = await reconcileCli();
  expect(calm).toMatchObject({ code: 0, output: expect.stringContaining("No drift.") });

  const userId = await newUser(database);
  const { id: customer } = await stripe.customers.create({ email: "buyer@example.com" });
  await database.prisma.user.update({ where: { id: userId }, data: { stripeCustomerId: customer } });
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: 900,
    recurring: { interval: "month" },
    product_data: { name: "Foreign" },
  });
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  const subscription = { customer, items: [{ price: price.id }], default_payment_method: card.id };
  const { id } = await stripe.subscriptions.create(subscription);
  const { code, output } = await reconcileCli();
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining("left for a person") });
  expect(output).toContain(`Not healed: subscription ${id} of user ${userId}`);
  // The log has a warning for the drift, and is not in the report.
  const asJson = await reconcileCli(["--json", "--since", "2026-01-01"], { LOG_LEVEL: "info" });
  expect(asJson.output).toContain('"level":40');
  expect(asJson.output).not.toContain('"level":30');
  expect(JSON.parse(asJson.report)).toMatchObject({ ok: true, since: "2026-01-01T00:00:00.000Z", failed: 0 });
});

test.each<[string, string[], Record<string, string>, number, string]>([
  ["no database answers", [], { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }, 1, "Reconciliation failed."],
  ["the day is no day", ["--since", "yesterday"], {}, 2, "--since is a day or a moment"],
  ["the flag is unknown", ["--sometimes"], {}, 2, "--since 2026-11-01"],
])(
  "when %s, the command says so without a stack trace",
  { tags: ["full"] },
  async (_what, args, environment, expected, sentence) => {
    const { code, output } = await reconcileCli(args, environment);
    expect({ code, output }).toEqual({ code: expected, output: expect.stringContaining(sentence) });
    expect(output).not.toMatch(/^ +at /m);
  },
);
