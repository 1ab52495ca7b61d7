import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { startLocalStripe } from "../src/start";

/**
 * How long a year of monthly renewals takes, and what it costs in memory and on disk:
 * `npm run bench -w @refill/local-stripe -- [customers] [months]`. State is written to disk as in daily use.
 */
const customers = Number(process.argv[2] ?? 2000);
const months = Number(process.argv[3] ?? 12);
const dataDir = mkdtempSync(join(tmpdir(), "local-stripe-bench-"));
let peakBytes = 0;
const sampler = setInterval(measure, 50);

try {
  const server = await startLocalStripe({ port: 0, dataDir });
  const stripe = new Stripe("sk_test_bench", { host: "localhost", port: server.port, protocol: "http" });
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: 900,
    recurring: { interval: "month" },
    product_data: { name: "Starter" },
  });
  await timed(`${customers} subscriptions through the API`, async () => {
    for (let made = 0; made < customers; made += 8) {
      await Promise.all(Array.from({ length: Math.min(8, customers - made) }, () => subscribe(stripe, price.id)));
    }
  });
  const end = new Date(server.now() * 1000);
  end.setUTCMonth(end.getUTCMonth() + months, end.getUTCDate() + 1);
  await timed(`${customers * months} renewals`, () => server.advanceTo(Math.floor(end.getTime() / 1000)));
  await server.close();
  say("on disk", `${megabytes(sizeOf(dataDir))} MB`);
  await timed("start with all of it", async () => (await startLocalStripe({ port: 0, dataDir })).close());
  say("peak resident memory", `${megabytes(peakBytes)} MB`);
} finally {
  clearInterval(sampler);
  rmSync(dataDir, { recursive: true, force: true });
}

async function subscribe(stripe: Stripe, price: string): Promise<void> {
  const customer = await stripe.customers.create({ email: "bench@example.com" });
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await stripe.subscriptions.create({
    customer: customer.id,
    default_payment_method: card.id,
    items: [{ price }],
  });
}

async function timed(what: string, body: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await body();
  measure();
  say(what, `${((performance.now() - start) / 1000).toFixed(1)} s`);
}

function measure(): void {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}

function sizeOf(directory: string): number {
  return readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function say(what: string, figure: string): void {
  console.log(`${what.padEnd(44)} ${figure}`);
}
