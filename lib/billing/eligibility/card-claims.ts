import type { Db } from "@/lib/db";

/** What a card brings once: one free trial, one referral reward. */
export type CardClaim = {
  purpose: "TRIAL" | "REFERRAL";
  /** Null for a method that cannot be told from others. */
  fingerprint: Uint8Array<ArrayBuffer> | null;
  /** Who has the trial; of a referral, who was referred. */
  userId: string;
  /** Stripe's id of the subscription, or ours of the referral. Claiming for the same again is claiming once. */
  spentOn: string;
};

export type ClaimRefusal = "unidentified_method" | "claimed_before";
export type ClaimedCard = { ok: true } | { ok: false; reason: ClaimRefusal };

/**
 * Claims a card for what it brings once: the first to claim has it, for ever. Of two at the same moment the second waits
 * until the first has committed. A referral's is claimed in the transaction that rewards it, a trial's before, as its
 * trial runs at Stripe already. Locks come in this order, so that no circle closes: user, accounts, claim for a referral.
 */
export async function claimCard(db: Db, claim: CardClaim, now: Date): Promise<ClaimedCard> {
  const { purpose, fingerprint, userId, spentOn } = claim;
  if (fingerprint) {
    // One claim for each person too: a second card brings nobody a second trial.
    const row = { purpose, fingerprint, userId, spentOn, createdAt: now };
    await db.cardClaim.createMany({ data: [row], skipDuplicates: true });
  }
  const own = await db.cardClaim.findUnique({ where: { purpose_spentOn: { purpose, spentOn } } });
  if (own) return { ok: true };
  return { ok: false, reason: fingerprint ? "claimed_before" : "unidentified_method" };
}

/** Why a card could not be claimed now, without claiming it; null when it could. */
export async function whyNotClaimable(
  db: Db,
  { purpose, fingerprint }: Pick<CardClaim, "purpose" | "fingerprint">,
): Promise<ClaimRefusal | null> {
  if (!fingerprint) return "unidentified_method";
  const claimed = await db.cardClaim.findUnique({ where: { purpose_fingerprint: { purpose, fingerprint } } });
  return claimed && "claimed_before";
}
