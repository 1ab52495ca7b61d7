"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { announceBalanceMove } from "@/components/credits/balance-store";

const EVERY_MS = 3_000;
const TIMES = 40;

/** Refreshes the page every few seconds for two minutes, while its outcome is pending; without JavaScript the browser does. */
export function KeepLooking() {
  const router = useRouter();
  useEffect(() => {
    let left = TIMES;
    const timer = setInterval(() => {
      left -= 1;
      if (left === 0) clearInterval(timer);
      if (!document.hidden) router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content="5" />
    </noscript>
  );
}

/** Tells the balance pill that credits have just arrived. */
export function AnnounceMove() {
  useEffect(announceBalanceMove, []);
  return null;
}
