"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { announceBalanceMove } from "@/components/credits/balance-store";

const EVERY_MS = 3_000;
const TIMES = 40;

/** Re-reads the page every few seconds for two minutes, while what it waits for may still come. */
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
  return null;
}

/** Tells the pill that credits have just come, so that it shows them at once. */
export function AnnounceMove() {
  useEffect(announceBalanceMove, []);
  return null;
}
