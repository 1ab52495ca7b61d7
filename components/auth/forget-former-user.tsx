"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { currentBalance, forgetBalance } from "@/components/credits/balance-store";

/**
 * On the sign-in page after a lost session: a navigation inside the app keeps what surrounds the page, with the former
 * user's balance and menu. Both go.
 */
export function ForgetFormerUser() {
  const router = useRouter();
  useEffect(() => {
    if (!currentBalance()) return;
    forgetBalance();
    router.refresh();
  }, [router]);
  return null;
}
