import { WhatIsNext } from "@/components/billing/what-is-next";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";

/** The subscription and the balance after a purchase was synced. Not from the request's cache, which the layout filled before. */
export async function afterPurchase(userId: string) {
  const at = await now();
  const { sql, prisma } = database();
  const [subscription, balance] = await Promise.all([
    currentSubscription(prisma, userId, at),
    openAccount(sql, userId, at).then((accountId) => getBalance(sql, accountId, at)),
  ]);
  return {
    subscription,
    aside: <WhatIsNext subscription={subscription} available={balance?.available ?? 0n} now={at} />,
  };
}
