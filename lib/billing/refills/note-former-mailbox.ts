import { findFormerMailbox, hashOfMailbox } from "@/lib/billing/eligibility/former-mailbox";
import { hadTrial } from "@/lib/billing/eligibility/had-trial";
import { windowAt } from "@/lib/billing/refills/windows";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";

/**
 * Notes what a mailbox has had, in the transaction in which its account is deleted or moves to another mailbox, so that
 * each mailbox brings the free month, the trial, a code and an invitation once. The account itself loses nothing by it:
 * the note holds no more than its own history and what was noted before. An address that nobody ever showed to be theirs
 * is not noted, as long as nothing free came to it: else anyone could use up a stranger's trial.
 */
export async function noteFormerMailbox(db: Db, userId: string, now: Date): Promise<void> {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, emailVerified: true, subscriptions: true, promoRedemptions: true },
  });
  const free = user.subscriptions.find((one) => one.stripeSubscriptionId === null);
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
