import { now } from "@/lib/clock";
import { closeDatabases, database } from "@/lib/db";
import { commandEnv } from "@/lib/env/command-env";
import { purgeOld } from "@/lib/jobs/purge-old";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run purge`: runs the worker's hourly purge once.
const { RETENTION_DAYS: days } = commandEnv();
const { events, mails, reconcileRuns, jobs, sessions, tokens, devices } = await purgeOld(
  database("worker"),
  await now(),
);
console.log(
  days === "forever"
    ? "RETENTION_DAYS is forever: webhook payloads, emails, reports and failed jobs are kept."
    : `Purged personal data older than ${days} days: payloads of ${events} webhook events, text of ${mails} emails, ${reconcileRuns} reconciler reports, ${jobs} failed jobs.`,
);
console.log(`Deleted ${sessions} ended sessions, ${tokens} expired links and ${devices} expired devices.`);
await closeDatabases();
