"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { markOf } from "@/components/credits/balance-snapshot";
import { currentBalance, subscribeBalance } from "@/components/credits/balance-store";

// A busy balance moves several times a second; the page is refreshed less often.
const REFRESH_PAUSE_MS = 2_000;

/**
 * Refreshes the server-rendered page when the live balance differs from the one it was rendered with.
 * @param props.rendered the mark of the balance that the page shows (`markOf`)
 */
export function RefreshOnMove({ rendered }: { rendered: string }) {
  const router = useRouter();
  const askedFor = useRef<string | null>(null);
  const refreshedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const current = currentBalance();
      if (!current || timer !== undefined) return;
      const mark = markOf(current);
      // A page that still differs after a refresh for this balance is rendered from something newer.
      if (mark === rendered || mark === askedFor.current) return;
      const refresh = () => {
        timer = undefined;
        const latest = currentBalance();
        if (!latest || markOf(latest) === rendered) return;
        askedFor.current = markOf(latest);
        refreshedAt.current = performance.now();
        router.refresh();
      };
      timer = setTimeout(refresh, Math.max(0, refreshedAt.current + REFRESH_PAUSE_MS - performance.now()));
    };
    look();
    const unsubscribe = subscribeBalance(look);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [router, rendered]);
  return null;
}
