import { parseArgs } from "node:util";
import { z } from "zod";
import { type Reconciled, reconcile } from "@/lib/billing/reconcile/reconcile";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run stripe:reconcile`: compares Stripe with the database, corrects differences, and reports each in a sentence.
// Exits with 1 when something needs a person.

const USAGE = `npm run stripe:reconcile                        what changed since the last run
npm run stripe:reconcile -- --since 2026-11-01  further back
npm run stripe:reconcile -- --json              the report as JSON`;

type Wish = { since: Date | undefined; json: boolean };

const wish = readArguments();
process.exitCode = wish === null ? 2 : await report(wish);

function readArguments(): Wish | null {
  try {
    const options = { since: { type: "string" }, json: { type: "boolean", default: false } } as const;
    const { since, json } = parseArgs({ options }).values;
    const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })], "--since is a day or a moment: 2026-11-01.");
    return { since: since === undefined ? undefined : new Date(day.parse(since)), json };
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

async function report({ since, json }: Wish): Promise<number> {
  try {
    const opened = await commandServices();
    const run = await reconcile(opened, { since }, await now());
    if (!run.ok) {
      console.error(run.reason === "other_account" ? run.sentence : "Another run is in progress. Nothing was done.");
      return 1;
    }
    if (json) console.log(JSON.stringify(run, null, 2));
    else tell(run);
    return run.drift.some(({ healed }) => !healed) || run.inbox.givenUp.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`Reconciliation failed. ${sentenceOf(error)}`);
    return 1;
  } finally {
    await closeDatabases();
  }
}

function tell({ since, checked, drift, inbox }: Reconciled): void {
  for (const { object, id, user, what, healed } of drift) {
    const whose = user === null ? "" : ` of user ${user}`;
    console.log(`${healed ? "Healed" : "Not healed"}: ${object} ${id}${whose}: ${what}`);
  }
  for (const id of inbox.givenUp) console.log(`Not healed: event ${id} failed too often; the inbox has its outcome.`);
  if (inbox.requeued > 0) console.log(`Stuck events queued again: ${inbox.requeued}.`);
  const { subscription, payment, checkout, customer, catalogue, strangers } = checked;
  console.log(
    `Compared changes since ${since.toISOString()}: subscriptions ${subscription}, payments ${payment}, ` +
      `Checkouts ${checkout}, customers ${customer}, products and prices ${catalogue}; customers without a user here ${strangers}.`,
  );
  const left = drift.filter(({ healed }) => !healed).length;
  console.log(drift.length === 0 ? "No drift." : `Drift: ${drift.length - left} healed, ${left} left for a person.`);
}

function sentenceOf(error: unknown): string {
  if (error instanceof z.ZodError) return error.issues.map(({ message }) => message).join(" ");
  return error instanceof Error && error.message !== "" ? error.message : String(error);
}
