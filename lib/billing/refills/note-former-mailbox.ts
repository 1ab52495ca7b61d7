import { findFormerMailbox, hashOfMailbox } from "@/lib/billing/eligibility/former-mailbox";
import { hadTrial } from "@/lib/billing/eligibility/had-trial";
import { isFreePlan } from "@/lib/billing/refills/refillable";
import { windowAt } from "@/lib/billing/windows/windows";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";

/**
 * Records what a mailbox has received, in the transaction that deletes its account or changes its address, so that each
 * mailbox gets the free month, the trial, promo codes and a referral reward once. The account itself loses nothing. An
 * address that was never verified is not recorded unless it received something free: otherwise anyone could use up a
 * stranger's trial.
 */
export async function noteFormerMailbox(db: Db, userId: string, now: Date): Promise<void> {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, emailVerified: true, subscriptions: true, promoRedemptions: true },
  });
  const free = user.subscriptions.find(isFreePlan);
  if (!user.emailVerified && !free) return;
  const before = await findFormerMailbox(db, user.email);
  const promoCodeIds = user.promoRedemptions.map(({ promoCodeId }) => promoCodeId);
  const state = {
    freeUntil: latest(before?.freeUntil, free && (windowAt(free.anchorAt, now)?.end ?? free.anchorAt)),
    hadTrial: before?.hadTrial === true || (await hadTrial(db, userId)),
    promoCodeIds: [...new Set([...(before?.promoCodeIds ?? []), ...promoCodeIds])],
    deletedAt: now,
  };
  const hash = hashOfMailbox(user.email, env().NEXTAUTH_SECRET);
  await db.formerMailbox.upsert({ where: { hash }, create: { hash, ...state }, update: state });
}

function latest(...dates: (Date | null | undefined)[]): Date | null {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}
