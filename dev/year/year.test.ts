// @module-tag nightly
import { expect, test } from "vitest";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { now } from "@/lib/clock";
import { services } from "@/lib/services";
import { settled } from "./settled";
import { startWorker } from "./start-worker";
import { openBusiness } from "./testing/open-business";
import { makeYear } from "./year";

// A whole year, as the demo makes it: YEAR_DAYS=365 YEAR_USERS=300 npx vitest run --project app dev/year/year.test.ts
const days = Number(process.env.YEAR_DAYS ?? 70);
const users = Number(process.env.YEAR_USERS ?? 26);

const { database, local, from, to } = await openBusiness(days);

// More than a database and Stripe that agree about one life: everything at once, as in a real year.
test("mixed business keeps the ledger exact and in agreement with Stripe, and every kind of event occurs", {
  timeout: 900_000,
}, async () => {
  const stop = await startWorker();
  const { outcomes, violations } = await makeYear({
    ...{ from: await now(), to, users, seed: 14 },
    ...{ stripeUrl: local.url, password: "refill-demo" },
  });
  const at = await now();
  expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
  expect(violations).toEqual([]);
  const compared = await reconcile(services(), { since: from }, at);
  expect(compared).toMatchObject({ ok: true, drift: [], failed: 0, inbox: { requeued: 0, givenUp: [] } });
  await settled({ services: services(), stripeUrl: local.url });
  await stop();

  const refusals = [...outcomes.keys()].filter((outcome) => !outcome.endsWith(": done"));
  expect(refusals.filter((outcome) => !EXPECTED_REFUSALS.includes(outcome))).toEqual([]);
  expect(await missing()).toEqual([]);
});

/** People spend more than they have, and ask for what they had or no longer have. */
const EXPECTED_REFUSALS = [
  "spend: insufficient_credits",
  "hold: insufficient_credits",
  "failed work: insufficient_credits",
  "change plan: not_subscribed",
  "change plan: card_declined",
  "cancel: not_subscribed",
  "resume: not_subscribed",
  "top up: no_saved_card",
];

const EVENTS = [
  "subscription ACTIVE",
  "subscription TRIALING",
  "subscription PAST_DUE",
  "subscription CANCELED",
  "subscription ending",
  "payment PACK SUCCEEDED",
  "payment PACK REFUNDED",
  "payment PACK DISPUTED",
  "payment SUBSCRIPTION SUCCEEDED",
  "payment SUBSCRIPTION PARTIALLY_REFUNDED",
  "payment SUBSCRIPTION DISPUTED",
  "payment SUBSCRIPTION FAILED",
  "origin TOP_UP",
  "origin AUTO_TOP_UP",
  "dispute OPEN",
  "dispute WON",
  "dispute LOST",
  "movement NEW",
  "movement EXPANSION",
  "movement CONTRACTION",
  "movement CHURN",
  "movement REACTIVATION",
  "entry GRANT",
  "entry USAGE",
  "entry RESET",
  "entry CLAWBACK",
  "entry ADJUSTMENT",
  "entry REVERSAL",
  "deletion",
  "webhooks done or failed",
  "webhook event failed, replayed, and failed again",
  "job failed",
];

/** Which of EVENTS did not happen, by what is on record. */
async function missing(): Promise<string[]> {
  const rows = await database.sql<{ event: string }>`
    SELECT DISTINCT 'subscription ' || status AS event FROM subscription WHERE stripe_subscription_id IS NOT NULL
    UNION SELECT 'subscription ending' FROM subscription WHERE cancel_at > ${new Date()}::timestamptz OR cancel_at_period_end
    UNION SELECT 'payment ' || kind || ' ' || status FROM payment
    UNION SELECT 'origin ' || origin FROM payment WHERE status = 'SUCCEEDED'
    UNION SELECT 'dispute ' || status FROM dispute
    UNION SELECT 'movement ' || movement FROM metric_mrr
    UNION SELECT 'entry ' || type FROM ledger_entry
    UNION SELECT 'deletion' FROM "user" WHERE deleted_at IS NOT NULL
    UNION SELECT 'webhooks done or failed' WHERE NOT EXISTS (
      SELECT FROM webhook_event WHERE processed_at IS NULL AND status <> 'FAILED')
    UNION SELECT 'webhook event failed, replayed, and failed again'
      FROM webhook_attempt AS first JOIN webhook_attempt AS again USING (event_id)
      WHERE first.replay_id IS NULL AND first.status = 'FAILED' AND again.replay_id IS NOT NULL AND again.status = 'FAILED'
    UNION SELECT 'job failed' FROM graphile_worker.jobs WHERE attempts >= max_attempts AND last_error IS NOT NULL`;
  const happened = new Set(rows.map(({ event }) => event));
  return EVENTS.filter((event) => !happened.has(event));
}
