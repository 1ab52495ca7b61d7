import { refillDue } from "@/lib/billing/refills/refill-due";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandEnv } from "@/lib/env/command-env";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run credits:refill`: runs the worker's minutely refills once.
commandEnv();
const run = await refillDue((await commandServices()).database, await now());
console.log(`Refilled ${run.subscriptions} subscriptions: ${run.windows} windows, ${run.credits} credits.`);
await closeDatabases();
