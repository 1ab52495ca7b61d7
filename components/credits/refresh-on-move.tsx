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
      const mark = `${now.balance}/${now.held}/${now.debt}/${now.nextRefill?.at}/${now.lots.length}`;
      if (seen.current !== null && seen.current !== mark) router.refresh();
      seen.current = mark;
    };
    look();
    return subscribeBalance(look);
  }, [router]);
  return null;
}
