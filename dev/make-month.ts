import { closeDatabases } from "@/lib/db";
import { env } from "@/lib/env";
import { DEMO_PASSWORD, DEMO_USERS } from "./demo-accounts";
import { makeMonth } from "./year/month";
import type { Report } from "./year/report";

// Run by a new demo, with its settings: gives its own account thirty days of use, until the present.
try {
  const { STRIPE_API_BASE: stripeUrl } = env();
  if (!stripeUrl) throw new Error("STRIPE_API_BASE is not set: the month needs the local Stripe.");
  const [{ email }] = DEMO_USERS;
  await makeMonth({ stripeUrl, password: DEMO_PASSWORD, email, to: new Date() });
} catch (error) {
  const report: Report = { error: error instanceof Error ? error.message : String(error) };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabases();
  process.exit();
}
