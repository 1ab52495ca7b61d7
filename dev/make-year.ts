import { findSellablePrice } from "@/lib/catalog/queries";
import { now } from "@/lib/clock";
import { closeDatabases, database } from "@/lib/db";
import { env } from "@/lib/env";
import { hasSales } from "@/lib/sample-year/has-sales";
import { addMonths, DAY_MS } from "@/lib/time";
import { DEMO_PASSWORD, DEMO_USERS } from "./demo-accounts";
import { priceOf } from "./year/ordinary-lives";
import type { Report } from "./year/report";
import { startWorker } from "./year/start-worker";
import { withoutWaitingForDisk } from "./year/without-waiting-for-disk";
import { makeYear } from "./year/year";

// Run by the demo, with its settings: makes a year of business and reports each day as a line of JSON. A clock that is a
// year behind ends at the present; any other ends a year ahead.
const SEED = 14;
const USERS = 300;

const tell = (report: Report) => process.stdout.write(`${JSON.stringify(report)}\n`);

try {
  const from = await now();
  const present = new Date();
  const to = present.getTime() - from.getTime() > 300 * DAY_MS ? present : addMonths(from, 12);
  if (await hasSales(database().sql))
    throw new Error("There is business already: npm run demo -- --reset --year begins anew.");
  if (!(await findSellablePrice(database().prisma, priceOf("starter", "month")))) {
    throw new Error("The year is written for the default catalogue: leave CATALOGUE empty.");
  }
  const { STRIPE_API_BASE: stripeUrl } = env();
  if (!stripeUrl) throw new Error("STRIPE_API_BASE is not set: the year needs the local Stripe.");
  // Beside the app's own worker, so that both cores process webhooks.
  const stopWorker = await startWorker();
  const length = to.getTime() - from.getTime();
  const onDay = (day: Date) => tell({ day: day.toISOString(), share: (day.getTime() - from.getTime()) / length });
  const { violations } = await withoutWaitingForDisk(database(), () =>
    makeYear({
      from,
      to,
      users: USERS,
      seed: SEED,
      stripeUrl,
      password: DEMO_PASSWORD,
      resident: DEMO_USERS[0].email,
      onDay,
    }),
  );
  await stopWorker();
  if (violations.length > 0) throw new Error(`The ledger is inconsistent: ${violations.join(" ")}`);
} catch (error) {
  tell({ error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
} finally {
  await closeDatabases();
  // Nothing that a verb has opened meanwhile, such as a connection that listens, may keep the demo waiting.
  process.exit();
}
