/** Statuses of a subscription that goes on. INCOMPLETE is not among them: its first payment never came. */
export const LIVE_STATUSES = ["ACTIVE", "TRIALING", "PAST_DUE", "UNPAID", "PAUSED"] as const;
