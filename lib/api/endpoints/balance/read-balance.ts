import { type BalanceView, toBalanceView } from "@/lib/api/endpoints/balance/view";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { withPlanEnd } from "@/lib/billing/plans/plan-end";
import { findDormancy } from "@/lib/billing/refills/dormancy/close-dormancy";
import { endDormancy } from "@/lib/billing/refills/dormancy/end-dormancy";
import type { Database } from "@/lib/db";
import { getBalance } from "@/lib/ledger/queries";
import type { Balance } from "@/lib/ledger/types";

/** The balance of an account as the API shows it, with the next refill; null if there is no such account. */
export async function readBalance(
  database: Database,
  { accountId, userId }: { accountId: string; userId: string },
  now: Date,
): Promise<BalanceView | null> {
  const { sql, prisma } = database;
  const [first, subscription] = await Promise.all([
    getBalance(sql, accountId, now),
    currentSubscription(prisma, userId, now),
  ]);
  if (!first) return null;
  const balance = first.balance === 0n ? await onceRefilled(database, { accountId, userId }, first) : first;
  return toBalanceView(withPlanEnd(balance, subscription?.endsAt ?? null), subscription?.nextRefill ?? null);
}

/** A stream may be open for months. An account without credits may be dormant since. */
async function onceRefilled(
  database: Database,
  { accountId, userId }: { accountId: string; userId: string },
  empty: Balance,
): Promise<Balance> {
  if (!(await findDormancy(database.sql, userId))) return empty;
  await endDormancy(database, userId, empty.asOf);
  return (await getBalance(database.sql, accountId, empty.asOf)) ?? empty;
}
