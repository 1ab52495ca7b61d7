"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { currentBalance, subscribeBalance } from "@/components/credits/balance-store";

/** Re-reads the server-rendered page whenever the live balance differs from what it was rendered with. */
export function RefreshOnMove() {
  const router = useRouter();
  const seen = useRef<string | null>(null);
  useEffect(() => {
    const look = () => {
      const now = currentBalance();
      if (!now) return;
      // A refill may leave every number as it was: its lot is another one.
      const lots = now.lots.map((lot) => lot.id).join();
      const mark = `${now.balance}/${now.held}/${now.debt}/${now.nextRefill?.at}/${lots}`;
      if (seen.current !== null && seen.current !== mark) router.refresh();
      seen.current = mark;
    };
    look();
    return subscribeBalance(look);
  }, [router]);
  return null;
}
