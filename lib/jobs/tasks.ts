import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { DELETE_ACCOUNT_TASK, requeueDeletions } from "@/lib/account/delete/enqueue-deletion";
import { runDeletion } from "@/lib/account/delete/run-deletion";
import { rollUp } from "@/lib/analytics/rollup/roll-up";
import { mailPasswordReset } from "@/lib/auth/passwords/mail-password-reset";
import { MAIL_PASSWORD_RESET_TASK } from "@/lib/auth/passwords/request-password-reset";
import { endOverdueViews } from "@/lib/auth/view-as/end-view";
import type { BillingServices } from "@/lib/billing/context";
import { SETTLE_GIFT_TASK } from "@/lib/billing/gifts/due-gifts";
import { settleDueGifts } from "@/lib/billing/gifts/settle-gift";
import { notifyEndingSoon } from "@/lib/billing/plans/notify-ending-soon";
import { VERSION_MOVE_TASK } from "@/lib/billing/plans/version-moves/enqueue-version-move";
import { runVersionMove } from "@/lib/billing/plans/version-moves/run-version-move";
import { AUTO_TOPUP_TASK, enqueueDueAutoTopups } from "@/lib/billing/purchases/due-auto-topups";
import { runAutoTopup } from "@/lib/billing/purchases/run-auto-topup";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { GRANT_REWARDS_TASK } from "@/lib/billing/referrals/due-rewards";
import { settleDueRewards } from "@/lib/billing/referrals/settle-reward";
import { applyPlanLimits } from "@/lib/billing/refills/apply-plan-limits";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { processEvent } from "@/lib/billing/sync/process-event";
import { TELL_STRIPE_EMAIL_TASK, tellStripeEmail } from "@/lib/billing/sync/tell-stripe-email";
import { PLAN_LIMITS_TASK } from "@/lib/catalog/enqueue-plan-limits";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { recordVerification } from "@/lib/health/record-verification";
import { watchHealth } from "@/lib/health/watch-health";
import {
  ANNOUNCE_CREDITS_TASK,
  AUTO_TOPUP_SCAN_TASK,
  DUE_REWARDS_TASK,
  ENDING_SOON_TASK,
  EXPIRE_TASK,
  LOW_BALANCE_TASK,
  PROMPT_WEBHOOKS_TASK,
  PURGE_TASK,
  RECONCILE_TASK,
  REFILL_TASK,
  REQUEUE_DELETIONS_TASK,
  ROLL_UP_TASK,
  SEND_WAITING_TASK,
  STUCK_EVENTS_TASK,
  SUMMARIZE_SPENDS_TASK,
  VERIFY_TASK,
  WATCH_HEALTH_TASK,
} from "@/lib/jobs/crontab";
import { purgeOld } from "@/lib/jobs/purge-old";
import { expireIdle } from "@/lib/ledger/expire-due";
import { verifyNew } from "@/lib/ledger/verify-new";
import { log } from "@/lib/log";
import { SEND_MAIL_TASK } from "@/lib/notify/enqueue-mail";
import { mailer } from "@/lib/notify/mailer";
import { notifyLowBalances } from "@/lib/notify/notify-low-balances";
import { sendMail } from "@/lib/notify/send-mail";
import { sendWaitingMails } from "@/lib/notify/send-waiting-mails";
import { PROCESS_EVENT_TASK } from "@/lib/stripe/receive-event";
import { requeueStuckEvents } from "@/lib/stripe/requeue-stuck-events";
import { announceBudgets } from "@/lib/webhooks/announce/announce-budgets";
import { announceCredits } from "@/lib/webhooks/announce/announce-credits";
import { announceResumable } from "@/lib/webhooks/announce/announce-resumable";
import { summarizeSpends } from "@/lib/webhooks/announce/summarize-spends";
import { promptSending, SEND_WEBHOOKS_TASK } from "@/lib/webhooks/queue";
import { SENDING_LIMITS, sendWebhooks } from "@/lib/webhooks/sending/send-webhooks";

const eventPayload = z.object({ eventId: z.string() });
const userPayload = z.object({ userId: z.uuid() });
const passwordResetPayload = z.object({ email: z.string(), network: z.string().nullable() });
const rewardsPayload = z.object({ referralId: z.uuid() });
const giftPayload = z.object({ paymentId: z.uuid() });
const movePayload = z.object({ moveId: z.uuid() });
const limitsPayload = z.object({ after: z.uuid().nullable() });
const mailPayload = z.object({ mailId: z.string() });

/** Every kind of background job. Each is safe to run twice and safe to kill. */
export function tasks(services: BillingServices): TaskList {
  return {
    [PROCESS_EVENT_TASK]: async (payload) => {
      await processEvent(services, eventPayload.parse(payload).eventId, await now());
    },
    [REFILL_TASK]: async () => {
      const run = await refillDue(services.database, await now());
      if (run.windows > 0) log.info({ ...run, credits: String(run.credits) }, "refilled");
    },
    [EXPIRE_TASK]: async () => {
      await expireAll(services, await now());
      // Sessions, and so views, keep the machine's time.
      await endOverdueViews(services.database, new Date());
    },
    [AUTO_TOPUP_TASK]: async (payload) => {
      const { userId } = userPayload.parse(payload);
      const run = await runAutoTopup(services, userId, await now());
      if (run.status === "charged") log.info({ ...run, user: userId }, "an auto top-up was charged");
    },
    [AUTO_TOPUP_SCAN_TASK]: async () => {
      await enqueueDueAutoTopups(services.database.sql, "all", await now());
    },
    [GRANT_REWARDS_TASK]: async (payload) => {
      await settleDueRewards(services.database, rewardsPayload.parse(payload).referralId, await now());
    },
    [SETTLE_GIFT_TASK]: async (payload) => {
      await settleDueGifts(services.database, giftPayload.parse(payload).paymentId, await now());
    },
    [DUE_REWARDS_TASK]: async () => {
      await settleDueRewards(services.database, "all", await now());
      await settleDueGifts(services.database, "all", await now());
    },
    [STUCK_EVENTS_TASK]: async () => {
      const { requeued } = await requeueStuckEvents(services.database.sql);
      if (requeued > 0) log.warn({ events: requeued }, "stuck webhook events were queued again");
    },
    [RECONCILE_TASK]: async () => {
      const run = await reconcile(services, {}, await now());
      if (run.ok) log.info({ ...run, drift: run.drift.length }, "reconciled with Stripe");
      else if (run.reason === "other_account") log.error(run.sentence);
    },
    [VERIFY_TASK]: async () => {
      await verifyLedger(services, await now());
    },
    [WATCH_HEALTH_TASK]: async () => {
      await watchHealth(services, await now());
    },
    [PURGE_TASK]: async () => {
      const purged = await purgeOld(services.database, await now());
      if (Object.values(purged).some((rows) => rows > 0)) log.info(purged, "purged expired data");
    },
    [SEND_MAIL_TASK]: async (payload, { job }) => {
      const isLast = job.attempts >= job.max_attempts;
      const attempt = { mailer: mailer(), localMode: env().LOCAL_MODE, isLast };
      await sendMail(services.database, mailPayload.parse(payload).mailId, attempt, await now());
    },
    [DELETE_ACCOUNT_TASK]: async (payload) => {
      await runDeletion(services, userPayload.parse(payload).userId, await now());
    },
    [REQUEUE_DELETIONS_TASK]: async () => {
      const requeued = await requeueDeletions(services.database.sql);
      if (requeued > 0) log.warn({ deletions: requeued }, "stuck account deletions were queued again");
    },
    [TELL_STRIPE_EMAIL_TASK]: async (payload) => {
      await tellStripeEmail(services, userPayload.parse(payload).userId);
    },
    [MAIL_PASSWORD_RESET_TASK]: async (payload) => {
      await mailPasswordReset(services.database, passwordResetPayload.parse(payload), await now());
    },
    [SEND_WAITING_TASK]: async () => {
      if (mailer()) await sendWaitingMails(services.database.sql, await now());
    },
    [ENDING_SOON_TASK]: async () => {
      await notifyEndingSoon(services.database.prisma, await now());
    },
    [VERSION_MOVE_TASK]: async (payload) => {
      const { moveId } = movePayload.parse(payload);
      const run = await runVersionMove(services, moveId, await now());
      if (run.handled > 0) log.info({ ...run, move: moveId }, "subscribers are moved to another version of their plan");
    },
    [PLAN_LIMITS_TASK]: async (payload) => {
      await applyPlanLimits(services.database, limitsPayload.parse(payload).after, await now());
    },
    [ROLL_UP_TASK]: async () => {
      await rollUp(services.database, await now());
    },
    [ANNOUNCE_CREDITS_TASK]: async () => {
      await announceCredits(services.database, await now());
      await announceBudgets(services.database, await now());
      await announceResumable(services.database, await now());
    },
    [SUMMARIZE_SPENDS_TASK]: async () => {
      await summarizeSpends(services.database);
    },
    [PROMPT_WEBHOOKS_TASK]: async () => {
      await promptSending(services.database.sql, await now());
    },
    [SEND_WEBHOOKS_TASK]: async (_payload, { abortSignal }) => {
      const allowPrivate = env().WEBHOOKS_ALLOW_PRIVATE;
      const run = await sendWebhooks(services.database, { ...SENDING_LIMITS, allowPrivate, signal: abortSignal }, now);
      if (run.delivered + run.failed + run.dead > 0) log.info(run, "sent webhooks");
    },
    [LOW_BALANCE_TASK]: async () => {
      const run = await notifyLowBalances(services.database, await now());
      if (run.told > 0) log.info(run, "low-balance emails were queued");
    },
  };
}

const EXPIRE_BATCH = 500;

/** Expires credits of accounts that nothing else touches; returns how many. */
export async function expireAll({ database }: Pick<BillingServices, "database">, at: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const touched = await expireIdle(database.sql, EXPIRE_BATCH, at);
    total += touched;
    if (touched < EXPIRE_BATCH) return total;
  }
}

/** Verifies new ledger entries. The result is kept, and each violation is an error in the log. */
export async function verifyLedger({ database }: Pick<BillingServices, "database">, at: Date): Promise<number> {
  const begun = performance.now();
  const { violations, entries, ...run } = await verifyNew(database, at);
  const durationMs = performance.now() - begun;
  const kept = { scope: "NEW" as const, startedAt: at, durationMs, accounts: BigInt(run.accounts) };
  await recordVerification(database.prisma, { ...kept, entries, violations });
  for (const violation of violations) log.error(violation, "the ledger is inconsistent");
  log.info({ ...run, entries: String(entries), violations: violations.length }, "verified the ledger");
  return violations.length;
}
