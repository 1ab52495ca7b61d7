import type { Db } from "@/lib/db";

/** What a card can get once: one free trial, one referral reward. */
export type CardClaim = {
  purpose: "TRIAL" | "REFERRAL";
  /** Null for a method that cannot be identified. */
  fingerprint: Uint8Array<ArrayBuffer> | null;
  /** The user with the trial or, for a referral, the referred user. */
  userId: string;
  /** Stripe's id of the subscription, or our id of the referral. Repeating a claim for the same id has no effect. */
  spentOn: string;
};

export type ClaimRefusal = "unidentified_method" | "claimed_before";
export type ClaimedCard = { ok: true } | { ok: false; reason: ClaimRefusal };

/**
 * Claims a card's one-time benefit: the first claim has it permanently, and a concurrent one waits for it to commit. A
 * referral's claim is part of the transaction that rewards it; a trial's comes before, as the trial already runs in
 * Stripe. Locks are taken in this order to prevent deadlocks: user, claim for a referral, account.
 */
export async function claimCard(db: Db, claim: CardClaim, now: Date): Promise<ClaimedCard> {
  const { purpose, fingerprint, userId, spentOn } = claim;
  if (fingerprint) {
    // One claim per user too: a second card gets nobody a second trial.
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
