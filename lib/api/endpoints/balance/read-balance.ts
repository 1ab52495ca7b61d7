import { type BalanceView, toBalanceView } from "@/lib/api/endpoints/balance/view";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { withPlanEnd } from "@/lib/billing/plans/plan-end";
import type { Database } from "@/lib/db";
import { getBalance } from "@/lib/ledger/queries";

/** The balance of an account as the API shows it, with the next refill; null if there is no such account. */
export async function readBalance(
  { sql, prisma }: Database,
  { accountId, userId }: { accountId: string; userId: string },
  now: Date,
): Promise<BalanceView | null> {
  const [balance, subscription] = await Promise.all([
    getBalance(sql, accountId, now),
    currentSubscription(prisma, userId, now),
  ]);
  if (!balance) return null;
  return toBalanceView(withPlanEnd(balance, subscription?.endsAt ?? null), subscription?.nextRefill ?? null);
}
