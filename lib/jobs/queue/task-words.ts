import { DELETE_ACCOUNT_TASK } from "@/lib/account/delete/enqueue-deletion";
import { MAIL_PASSWORD_RESET_TASK } from "@/lib/auth/passwords/request-password-reset";
import { SETTLE_GIFT_TASK } from "@/lib/billing/gifts/due-gifts";
import { VERSION_MOVE_TASK } from "@/lib/billing/plans/version-moves/enqueue-version-move";
import { AUTO_TOPUP_TASK } from "@/lib/billing/purchases/due-auto-topups";
import { GRANT_REWARDS_TASK } from "@/lib/billing/referrals/due-rewards";
import { TELL_STRIPE_EMAIL_TASK } from "@/lib/billing/sync/tell-stripe-email";
import { PLAN_LIMITS_TASK } from "@/lib/catalog/enqueue-plan-limits";
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
import { SEND_MAIL_TASK } from "@/lib/notify/enqueue-mail";
import { own } from "@/lib/own";
import { PROCESS_EVENT_TASK } from "@/lib/stripe/receive-event";
import { SEND_WEBHOOKS_TASK } from "@/lib/webhooks/queue";

const TASK_WORDS: Record<string, string> = {
  [PROCESS_EVENT_TASK]: "Process a webhook event",
  [SEND_MAIL_TASK]: "Send an email",
  [AUTO_TOPUP_TASK]: "Run an auto top-up",
  [DELETE_ACCOUNT_TASK]: "Delete an account",
  [VERSION_MOVE_TASK]: "Move subscribers to a newer version of their plan",
  [PLAN_LIMITS_TASK]: "Apply the limits of the free plan",
  [SETTLE_GIFT_TASK]: "Take back the credits of a refunded gift",
  [GRANT_REWARDS_TASK]: "Grant the rewards of a referral",
  [DUE_REWARDS_TASK]: "Grant rewards that were left",
  [TELL_STRIPE_EMAIL_TASK]: "Tell Stripe a new email address",
  [MAIL_PASSWORD_RESET_TASK]: "Write a password-reset email",
  [REFILL_TASK]: "Grant due refills",
  [EXPIRE_TASK]: "Expire credits of idle accounts",
  [AUTO_TOPUP_SCAN_TASK]: "Find due auto top-ups",
  [LOW_BALANCE_TASK]: "Find low balances",
  [SEND_WEBHOOKS_TASK]: "Send outgoing webhooks",
  [PROMPT_WEBHOOKS_TASK]: "Find outgoing webhooks to send again",
  [ANNOUNCE_CREDITS_TASK]: "Announce changes of credits by webhook",
  [SUMMARIZE_SPENDS_TASK]: "Announce by webhook what was spent",
  [ENDING_SOON_TASK]: "Find plans and trials that end soon",
  [SEND_WAITING_TASK]: "Send emails that waited for a mail server",
  [STUCK_EVENTS_TASK]: "Queue stuck webhook events again",
  [REQUEUE_DELETIONS_TASK]: "Queue stuck account deletions again",
  [RECONCILE_TASK]: "Compare with Stripe",
  [VERIFY_TASK]: "Verify the ledger",
  [WATCH_HEALTH_TASK]: "Check the app's health and alert admins",
  [ROLL_UP_TASK]: "Bring the metrics up to date",
  [PURGE_TASK]: "Remove expired data",
};

/** Every kind of job of this version. */
export const TASKS: ReadonlySet<string> = new Set(Object.keys(TASK_WORDS));

/** What a kind of job does; its identifier when it is not one of this version's. */
export function taskWords(task: string): string {
  return own(TASK_WORDS, task) ?? task;
}
