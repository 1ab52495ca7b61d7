import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandEnv } from "@/lib/env/command-env";
import { commandServices } from "@/lib/jobs/command-services";
import { purgeOld } from "@/lib/jobs/purge-old";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run purge`: runs the worker's hourly purge once.
const { RETENTION_DAYS: days } = commandEnv();
const { database } = await commandServices();
const { events, mails, webhooks, reconcileRuns, jobs, sessions, tokens, devices } = await purgeOld(
  database,
  await now(),
);
console.log(
  days === "forever"
    ? "RETENTION_DAYS is forever: webhook payloads, emails, reports and failed jobs are kept."
    : `Purged personal data older than ${days} days: payloads of ${events} webhook events, text of ${mails} emails, ${webhooks} outgoing webhooks, ${reconcileRuns} reconciler reports, ${jobs} failed jobs.`,
);
console.log(`Deleted ${sessions} ended sessions, ${tokens} expired links and ${devices} expired devices.`);
await closeDatabases();
