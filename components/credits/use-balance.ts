"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { currentBalance, offerBalance, subscribeBalance } from "@/components/credits/balance-store";

/** The live balance, starting from what the server rendered. */
export function useBalance(initial: BalanceSnapshot): BalanceSnapshot {
  const live = useSyncExternalStore(subscribeBalance, currentBalance, () => null);
  useEffect(() => offerBalance(initial), [initial]);
  return live && live.asOf >= initial.asOf ? live : initial;
}
