/** Why a paid referral earned no credits. A check constraint has the same list. */
export const REFUSAL_REASONS = ["cap_reached", "own_card", "card_already_rewarded", "unidentified_method"] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];
