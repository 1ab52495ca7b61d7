import { headers } from "next/headers";
import type { ReactNode } from "react";
import { paymentTroubleOf, snapshotOf } from "@/app/viewer";
import { PaymentBanner } from "@/components/billing/payment-banner";
import { requireUser } from "@/lib/auth/guards";

/**
 * Sends whoever is signed out to sign in, before anything is streamed. Pages and actions below check for themselves as
 * well: a layout is not run again when one moves between its pages.
 */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const user = await requireUser((await headers()).get("x-path") ?? "/dashboard");
  return (
    <>
      <PaymentBanner trouble={await paymentTroubleOf(user.id)} snapshot={await snapshotOf(user.id)} />
      {children}
    </>
  );
}
