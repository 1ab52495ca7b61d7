import { audit } from "@/lib/audit";
import type { Db } from "@/lib/db";
import type { StripeAccountFacts } from "@/lib/stripe/account";

/** Records the account that the database's Stripe ids belong to. A recorded account is kept, unless its id was unknown. */
export async function noteAccount(db: Db, { id: accountId, mode }: StripeAccountFacts, now: Date): Promise<void> {
  const before = await db.stripeAccount.findUnique({ where: { id: 1 } });
  if (before && (before.accountId !== null || accountId === null)) return;
  const state = { accountId, mode, notedAt: now };
  await db.stripeAccount.upsert({ where: { id: 1 }, create: state, update: state });
  const target = { targetType: "stripe_account", targetId: accountId ?? mode };
  await audit(db, { userId: null }, { action: "stripe.account_noted", ...target, after: { accountId, mode } }, now);
}
