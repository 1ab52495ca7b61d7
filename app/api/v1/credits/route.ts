import { accountOf } from "@/lib/api/account";
import { getCreditsEndpoint } from "@/lib/api/definitions/credits";
import { Problem } from "@/lib/api/problems";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toBalanceView } from "@/lib/api/views/credits";
import { withPlanEnd } from "@/lib/billing/plan-end";
import { currentSubscription } from "@/lib/billing/queries";
import { getBalance } from "@/lib/ledger/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getCreditsEndpoint, async ({ principal, database, now }) => {
    const account = await accountOf(principal, database, now);
    const [balance, subscription] = await Promise.all([
      getBalance(database.sql, account, now),
      currentSubscription(database.prisma, principal.userId, now),
    ]);
    if (!balance) return new Problem("not_found", "There is no such account.");
    return toBalanceView(withPlanEnd(balance, subscription?.endsAt ?? null), subscription?.nextRefill ?? null);
  }),
});
