import { now } from "@/lib/clock";
import { closeDatabases, database } from "@/lib/db";
import { env } from "@/lib/env";
import { purgeOld } from "@/lib/jobs/purge-old";

// `npm run purge`: what the worker does each hour, once, by hand.
const { events, mails, reconcileRuns, jobs, sessions, tokens, devices } = await purgeOld(
  database("worker"),
  await now(),
);
const { RETENTION_DAYS: days } = env();
console.log(
  days === "forever"
    ? "RETENTION_DAYS is forever: webhook payloads, mails, reports and failed jobs are kept."
    : `Purged what is older than ${days} days: payloads of ${events} webhook events, text of ${mails} mails, ${reconcileRuns} reconciler reports, ${jobs} failed jobs.`,
);
console.log(`Deleted ${sessions} ended sessions, ${tokens} expired links and ${devices} forgotten devices.`);
await closeDatabases();
