"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { currentBalance, forgetBalance } from "@/components/credits/balance-store";

/** On the sign-in page: after a session has ended elsewhere, the navigation bar still shows its user and their balance. */
export function ForgetFormerUser() {
  const router = useRouter();
  useEffect(() => {
    if (!currentBalance()) return;
    forgetBalance();
    router.refresh();
  }, [router]);
  return null;
}
