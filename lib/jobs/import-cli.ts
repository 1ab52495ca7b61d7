import { parseArgs } from "node:util";
import { type Imported, importAccount } from "@/lib/account/import/import-account";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run stripe:import`: imports the customers and live subscriptions of the connected Stripe account. Says what it
// would do; with --yes it does it. Exits with 1 when something needs a person.

const USAGE = `npm run stripe:import               shows what would be imported; --dry-run says the same
npm run stripe:import -- --yes      imports it`;

const isDry = readArguments();
process.exitCode = isDry === null ? 2 : await run(isDry);

function readArguments(): boolean | null {
  try {
    const flag = { type: "boolean", default: false } as const;
    const { yes, "dry-run": dry } = parseArgs({ options: { yes: flag, "dry-run": flag } }).values;
    if (yes && dry) throw new Error("--yes and --dry-run exclude each other.");
    return !yes;
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

async function run(isDry: boolean): Promise<number> {
  try {
    const opened = await commandServices();
    const done = await importAccount(opened, { isDry, tell: (line) => console.log(line) }, await now());
    if (!done.ok) {
      console.error(
        done.reason === "other_account" ? done.sentence : "Another import is in progress. Nothing was done.",
      );
      return 1;
    }
    summarize(done, isDry);
    const { customers, subscriptions, failed } = done;
    return failed + customers.refused + subscriptions.refused > 0 ? 1 : 0;
  } catch (error) {
    console.error(`The import is incomplete: ${sentenceOf(error)} Run it again to continue.`);
    return 1;
  } finally {
    await closeDatabases();
  }
}

function summarize({ customers, subscriptions, credits, failed }: Imported, isDry: boolean): void {
  const would = isDry ? "would be " : "";
  console.log(
    `Customers: ${customers.read} read; ${customers.newUsers} ${would}imported as new users, ${customers.linked} ` +
      `${would}linked to users, ${customers.known} already linked, ${customers.refused} not imported` +
      `${failed > 0 ? `, ${failed} failed` : ""}.`,
  );
  console.log(
    `Subscriptions: ${subscriptions.live} live; ${subscriptions.recorded} ${would}recorded, ${subscriptions.known} ` +
      `already on record, ${subscriptions.refused} not imported.`,
  );
  console.log(
    isDry
      ? "Nothing was changed. Run it with --yes to import. Nobody will be emailed."
      : `Granted ${credits} credits for the current periods. Nobody was emailed.`,
  );
}

function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : String(error);
}
