import { describeAccount, judgeAccount } from "@/lib/billing/account/judge-account";
import { moveAccount } from "@/lib/billing/account/move-account";
import { noteAccount } from "@/lib/billing/account/note-account";
import { planMove, touchesNobody } from "@/lib/billing/account/plan-move";
import { soldProducts } from "@/lib/billing/plans/open-portal";
import { findCatalogueDrift } from "@/lib/billing/reconcile/catalogue-drift";
import { LinkRefusedError } from "@/lib/catalog/adoption/read-links";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { mendCatalogue } from "@/lib/catalog/mend-catalogue";
import type { Catalogue } from "@/lib/catalog/schemas";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandEnv, endWith } from "@/lib/env/command-env";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";
import { ensurePortalConfiguration } from "@/lib/stripe/portal";
import { refusalOf } from "@/lib/stripe/refusals";

logAsCommand();

const { CATALOGUE: name, STRIPE_IDS } = commandEnv();
if (!/^[a-z0-9-]+$/.test(name)) endWith(`CATALOGUE names a file of prisma/catalogue, such as default; not ${name}.`);
const catalogue = await readCatalogue();

const services = await commandServices();
const { prisma, sql } = services.database;
try {
  if (await isRightAccount()) await seed();
  else process.exitCode = 1;
} catch (error) {
  process.exitCode = 1;
  if (error instanceof LinkRefusedError) {
    for (const sentence of error.sentences) console.error(sentence);
    console.error("Nothing was changed.");
  } else if (refusalOf(error)) {
    // Stripe's errors explain the problem in one sentence; their stack trace is only that of its library.
    console.error(
      `Stripe did not let the seed finish: ${error instanceof Error ? error.message : error} Run it again.`,
    );
  } else throw error;
} finally {
  await closeDatabases();
}

async function readCatalogue(): Promise<Catalogue> {
  try {
    return ((await import(`./catalogue/${name}.ts`)) as { catalogue: Catalogue }).catalogue;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return endWith(`CATALOGUE is ${name}, and that file of prisma/catalogue cannot be read: ${why}`);
  }
}

/** Without objects at Stripe, changing the account loses nothing. */
async function isRightAccount(): Promise<boolean> {
  const verdict = await judgeAccount(services);
  if (verdict.advice) console.warn(verdict.advice);
  if (verdict.state === "same" || verdict.state === "new") return true;
  if (verdict.state === "moving" || !touchesNobody(await planMove(sql))) {
    console.error(verdict.sentence);
    return false;
  }
  const { to, pricesCreated } = await moveAccount(services, await now());
  console.log(
    `The Stripe account changed, and nobody here has bought anything yet: this database now belongs to ` +
      `${describeAccount(to)}, where ${pricesCreated} prices were created.`,
  );
  return true;
}

async function seed(): Promise<void> {
  const { stripe } = services;
  const at = await now();
  const applied = await applyCatalogue(services, catalogue, at, STRIPE_IDS);
  const mended = await mendCatalogue(prisma, stripe, at);
  await ensurePortalConfiguration(stripe, await soldProducts(prisma));
  const { current } = await judgeAccount(services);
  await services.database.transaction((db) => noteAccount(db, current, at));
  const list = (keys: string[]) => (keys.length ? keys.join(", ") : "none");
  console.log(`Catalogue ${name}: created ${list(applied.created)}; changed ${list(applied.changed)}.`);
  if (applied.linked.length > 0) console.log(`Linked to existing Stripe prices: ${list(applied.linked)}.`);
  const created = applied.pricesCreated + mended.pricesCreated;
  const retired = applied.pricesRetired + mended.pricesRetired;
  console.log(`Stripe: ${created} prices created, ${retired} retired; ${describeAccount(current)}.`);
  const { drift } = await findCatalogueDrift(prisma, stripe);
  for (const { object, id, what } of drift) console.warn(`Not as the catalogue says: ${object} ${id}: ${what}`);
}
