export const REFILL_TASK = "refill_due";
export const EXPIRE_TASK = "expire_due";
export const VERIFY_TASK = "verify_new";
export const AUTO_TOPUP_SCAN_TASK = "auto_topup_scan";
export const LOW_BALANCE_TASK = "notify_low_balances";
export const ENDING_SOON_TASK = "notify_ending_soon";
export const RECONCILE_TASK = "reconcile";
export const STUCK_EVENTS_TASK = "requeue_stuck_events";
export const PURGE_TASK = "purge";
export const REQUEUE_DELETIONS_TASK = "requeue_deletions";
export const DUE_REWARDS_TASK = "settle_due_rewards";
export const ROLL_UP_TASK = "roll_up_metrics";
export const WATCH_HEALTH_TASK = "watch_health";
export const ANNOUNCE_CREDITS_TASK = "announce_credits";
export const SUMMARIZE_SPENDS_TASK = "summarize_spends";
export const PROMPT_WEBHOOKS_TASK = "prompt_webhooks";
export const SEND_WAITING_TASK = "send_waiting_mails";

/**
 * The schedule, in UTC. A run that is still waiting is replaced, so downtime leaves no backlog. Format:
 * worker.graphile.org/docs/cron
 */
export const CRONTAB = [
  `* * * * * ${REFILL_TASK} ?jobKey=${REFILL_TASK}&max=3`,
  `*/5 * * * * ${EXPIRE_TASK} ?jobKey=${EXPIRE_TASK}&max=3`,
  `* * * * * ${LOW_BALANCE_TASK} ?jobKey=${LOW_BALANCE_TASK}&max=3`,
  `7 * * * * ${ENDING_SOON_TASK} ?jobKey=${ENDING_SOON_TASK}&max=3`,
  `*/5 * * * * ${DUE_REWARDS_TASK} ?jobKey=${DUE_REWARDS_TASK}&max=3`,
  `*/5 * * * * ${ROLL_UP_TASK} ?jobKey=${ROLL_UP_TASK}&max=3`,
  `*/5 * * * * ${SEND_WAITING_TASK} ?jobKey=${SEND_WAITING_TASK}&max=3`,
  `* * * * * ${ANNOUNCE_CREDITS_TASK} ?jobKey=${ANNOUNCE_CREDITS_TASK}&max=3`,
  `3 * * * * ${SUMMARIZE_SPENDS_TASK} ?jobKey=${SUMMARIZE_SPENDS_TASK}&max=3`,
  `* * * * * ${PROMPT_WEBHOOKS_TASK} ?jobKey=${PROMPT_WEBHOOKS_TASK}&max=3`,
  `* * * * * ${AUTO_TOPUP_SCAN_TASK} ?jobKey=${AUTO_TOPUP_SCAN_TASK}&max=3`,
  `*/10 * * * * ${STUCK_EVENTS_TASK} ?jobKey=${STUCK_EVENTS_TASK}&max=3`,
  `41 * * * * ${RECONCILE_TASK} ?jobKey=${RECONCILE_TASK}&max=3`,
  `53 * * * * ${PURGE_TASK} ?jobKey=${PURGE_TASK}&max=3`,
  `23 * * * * ${REQUEUE_DELETIONS_TASK} ?jobKey=${REQUEUE_DELETIONS_TASK}&max=3`,
  `*/5 * * * * ${WATCH_HEALTH_TASK} ?jobKey=${WATCH_HEALTH_TASK}&max=3`,
  `17 3 * * * ${VERIFY_TASK} ?jobKey=${VERIFY_TASK}&max=3`,
].join("\n");
