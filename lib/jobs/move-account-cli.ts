import { parseArgs } from "node:util";
import { describeAccount, judgeAccount } from "@/lib/billing/account/judge-account";
import { moveAccount } from "@/lib/billing/account/move-account";
import { type MovePlan, planMove } from "@/lib/billing/account/plan-move";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run stripe:move`: moves the database from one Stripe account or mode to the one of STRIPE_SECRET_KEY. Prints what
// it would do; with --yes it does it.

const USAGE = `npm run stripe:move           shows what a move would do
npm run stripe:move -- --yes  moves the database`;

const isAgreed = readArguments();
process.exitCode = isAgreed === null ? 2 : await run(isAgreed);

function readArguments(): boolean | null {
  try {
    return parseArgs({ options: { yes: { type: "boolean", default: false } } }).values.yes;
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

async function run(isAgreed: boolean): Promise<number> {
  try {
    const opened = await commandServices();
    const verdict = await judgeAccount(opened);
    if (verdict.advice) console.log(verdict.advice);
    if (verdict.state === "same" || verdict.state === "new") {
      console.log(`This database already belongs to ${describeAccount(verdict.current)}. There is nothing to move.`);
      return 0;
    }
    console.log(verdict.sentence);
    tell(await planMove(opened.database.sql), describeAccount(verdict.current));
    if (!isAgreed) {
      console.log("Nothing was changed. Stop the app and its workers, then run it again with --yes.");
      return 1;
    }
    const { to, pricesCreated, customers, subscriptions, payments } = await moveAccount(opened, await now());
    console.log(
      `Moved to ${describeAccount(to)}: ${pricesCreated} prices created, ${customers} customers forgotten, ` +
        `${subscriptions} subscriptions ended, ${payments} unsettled payments marked as failed.`,
    );
    console.log(
      "Before you start the app, set STRIPE_WEBHOOK_SECRET to the signing secret of a webhook endpoint in this account.",
    );
    return 0;
  } catch (error) {
    console.error(`The move is incomplete: ${sentenceOf(error)} Run it again to continue.`);
    return 1;
  } finally {
    await closeDatabases();
  }
}

function tell(plan: MovePlan, to: string): void {
  console.log(`A move to ${to} does the following:`);
  console.log(`- creates ${plan.prices} plan prices and ${plan.packs} pack prices there;`);
  console.log(
    `- forgets ${plan.customers} customers and ${plan.savedCards} saved cards: the next purchase creates new ones;`,
  );
  console.log(
    `- ends ${plan.subscriptions} paid subscriptions here, with their credits and without a refund; packs stay;`,
  );
  console.log(`- turns off ${plan.autoTopups} automatic top-ups;`);
  console.log(`- marks ${plan.pendingPayments} unsettled payments as failed.`);
  if (plan.openDisputes > 0)
    console.log(
      `Credits of ${plan.openDisputes} open disputes stay frozen. Wait until the disputes are closed if you can.`,
    );
  if (plan.subscriptions > 0)
    console.log(
      "Nothing changes in the old account. Cancel the subscriptions that still run there, or they keep charging.",
    );
}

function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : String(error);
}
