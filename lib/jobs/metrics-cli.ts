import { rebuild } from "@/lib/analytics/rollup/roll-up";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandEnv } from "@/lib/env/command-env";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run metrics:rebuild`: makes the read models of the overview anew from the facts.
commandEnv();
const run = await rebuild((await commandServices("batch")).database, await now());
if (run.ok) {
  console.log(
    `Rebuilt the metrics: ${run.entries} ledger entries, ${run.days} days with money or changed subscriptions.`,
  );
} else {
  console.error(
    run.reason === "running"
      ? "A rollup is running. Try again in a minute."
      : `The spends of ${run.months} months are archived, and the metrics could not be made without them. Restore them first: npm run ledger:archive -- --restore MONTH`,
  );
  process.exitCode = 1;
}
await closeDatabases();
