import { setTimeout as sleep } from "node:timers/promises";
import { judgeAccount } from "@/lib/billing/account/judge-account";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { createStripeClient } from "@/lib/stripe/client";
import { refusalOf } from "@/lib/stripe/refusals";

/**
 * Aborts startup when the Stripe ids in the database belong to another account or mode than the key: the app would treat
 * customers as deleted that only exist elsewhere. When Stripe or the database is unavailable the check is retried later,
 * and a key that Stripe refuses is logged; neither keeps the site from starting.
 */
export async function refuseOtherAccount(): Promise<void> {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE } = env();
  const stripe = createStripeClient(STRIPE_SECRET_KEY, STRIPE_API_BASE, BRIEFLY);
  try {
    const verdict = await judgeAccount({ database: database("worker"), stripe });
    if (verdict.advice) log.warn(verdict.advice);
    if (verdict.state === "new")
      log.warn("the Stripe account of this database is not recorded yet; npm run seed records it");
    if (verdict.state === "changed" || verdict.state === "moving") throw new OtherAccount(verdict.sentence);
  } catch (error) {
    if (error instanceof OtherAccount) throw error;
    if (refusalOf(error)?.reason === "billing_misconfigured") {
      log.error({ err: error }, "Stripe refuses STRIPE_SECRET_KEY; nothing can be bought until it is fixed");
      return;
    }
    log.warn({ err: error }, "could not compare the Stripe account with the one on record; trying again");
    void checkLater();
  }
}

class OtherAccount extends Error {}

/** Startup is waiting for this check, so it must be quick. */
const BRIEFLY = { timeoutMs: 3_000, maxNetworkRetries: 0 };
const RETRY_MS = 30_000;

async function checkLater(): Promise<void> {
  await sleep(RETRY_MS, undefined, { ref: false });
  try {
    await refuseOtherAccount();
  } catch (error) {
    log.fatal({ err: error }, "the Stripe account is not the one on record");
    process.exit(1);
  }
}
