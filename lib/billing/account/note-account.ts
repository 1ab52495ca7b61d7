import { audit } from "@/lib/audit";
import type { Db } from "@/lib/db";
import type { StripeAccountFacts } from "@/lib/stripe/account";

/** Notes whose Stripe's ids in this database are. An account that is on record stays, unless it had no name. */
export async function noteAccount(db: Db, { id: accountId, mode }: StripeAccountFacts, now: Date): Promise<void> {
  const before = await db.stripeAccount.findUnique({ where: { id: 1 } });
  if (before && (before.accountId !== null || accountId === null)) return;
  const state = { accountId, mode, notedAt: now };
  await db.stripeAccount.upsert({ where: { id: 1 }, create: state, update: state });
  const target = { targetType: "stripe_account", targetId: accountId ?? mode };
  await audit(db, { userId: null }, { action: "stripe.account_noted", ...target, after: { accountId, mode } }, now);
}
