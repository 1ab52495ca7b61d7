/** Why a referral that was paid for brought no credits. The database holds the same list in a check. */
export const REFUSAL_REASONS = ["cap_reached", "own_card", "card_already_rewarded", "unidentified_method"] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];
