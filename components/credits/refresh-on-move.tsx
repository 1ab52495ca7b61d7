"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { currentBalance, subscribeBalance } from "@/components/credits/balance-store";

// A busy balance moves several times a second; the page is refreshed less often.
const REFRESH_PAUSE_MS = 2_000;

/** Refreshes the server-rendered page when the live balance differs from the one it was rendered with. */
export function RefreshOnMove() {
  const router = useRouter();
  const seen = useRef<string | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let refreshedAt = Number.NEGATIVE_INFINITY;
    const refresh = () => {
      timer = undefined;
      refreshedAt = performance.now();
      router.refresh();
    };
    const look = () => {
      const now = currentBalance();
      if (!now) return;
      // A refill may leave every number unchanged and still replace the lot. Freezing moves no credits either.
      const lots = now.lots.map((lot) => (lot.frozen ? `${lot.id} frozen` : lot.id)).join();
      const mark = `${now.balance}/${now.held}/${now.debt}/${now.nextRefill?.at}/${lots}`;
      if (seen.current !== null && seen.current !== mark) {
        timer ??= setTimeout(refresh, Math.max(0, refreshedAt + REFRESH_PAUSE_MS - performance.now()));
      }
      seen.current = mark;
    };
    look();
    const unsubscribe = subscribeBalance(look);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [router]);
  return null;
}
