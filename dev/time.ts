import { demoFolder, loadSettings } from "./settings";
import { parseStep, USAGE } from "./time-step";

// npm run time -- +1month: moves the clock of the running demo (or of DATABASE_URL in local mode) and the local
// Stripe's with it, and runs what has come due.
const REFUSALS = {
  not_local: "The clock only moves in local mode (LOCAL_MODE=true).",
  backwards: "The clock only moves forward.",
  clock_unreachable: "The app's clock moved, but the local Stripe does not answer: is the demo running?",
};

const step = parseStep(process.argv[2] ?? "");
if (!step) fail(USAGE);

loadSettings(demoFolder());
if (!process.env.DATABASE_URL) fail("Nothing to move: start the demo first (npm run demo).");

const { database } = await import("@/lib/db");
const { moveTime } = await import("@/lib/jobs/move-time");

const target = step === "next-renewal" ? await nextRenewal() : step;
if (!target) fail("No renewal is planned: subscribe to a plan first.");
const moved = await moveTime(target);
await database().close();
if (!moved.ok) fail(REFUSALS[moved.reason]);
console.log(`It is now ${moved.now.toISOString().replace("T", " ").slice(0, 16)} UTC.`);

/**
 * Just after any user's next refill or renewal. Stripe collects a renewal's invoice about an hour after the period's
 * end, so two hours later it is paid.
 */
async function nextRenewal(): Promise<{ to: Date } | undefined> {
  const { now } = await import("@/lib/clock");
  const [row] = await database().sql<{ at: Date | null }>`
    SELECT min(at) AS at
    FROM subscription, LATERAL (VALUES (next_refill_at), (current_period_end)) AS due (at)
    WHERE ended_at IS NULL AND at > ${await now()}::timestamptz`;
  return row?.at ? { to: new Date(row.at.getTime() + 2 * 3_600_000) } : undefined;
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
