import { headers } from "next/headers";
import type { ReactNode } from "react";
import { resendVerificationAction } from "@/app/(account)/verification-action";
import { billingActions } from "@/app/billing-actions";
import { offered } from "@/app/catalogue";
import { pageNow, paymentTroubleOf, snapshotOf, subscriptionOf } from "@/app/viewer";
import { VerifyBanner } from "@/components/account/verify-banner";
import { PaymentBanner } from "@/components/billing/payment-banner";
import { AccountMark } from "@/components/ui/account-mark";
import { requireUser } from "@/lib/auth/guards";
import { env } from "@/lib/env";

/**
 * Redirects signed-out visitors to sign-in before anything is streamed. The pages and actions below check as well,
 * because a layout does not run again when someone navigates between its pages.
 */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get("x-path") ?? "/dashboard";
  const user = await requireUser(path);
  return (
    <>
      <AccountMark userId={user.id} />
      {user.emailVerified || env().EMAIL_VERIFICATION === "off" ? null : (
        <VerifyBanner
          email={user.email}
          credits={isPurchase(path) || (await subscriptionOf(user.id))?.price ? 0 : await freeCredits()}
          hasOutbox={env().LOCAL_MODE}
          resend={resendVerificationAction}
        />
      )}
      <PaymentBanner
        trouble={await paymentTroubleOf(user.id)}
        snapshot={await snapshotOf(user.id)}
        now={await pageNow()}
        card={billingActions}
      />
      {children}
    </>
  );
}

/** Whether a plan is being bought, or was just now and may not be on record yet: then the free credits are no reason. */
function isPurchase(path: string): boolean {
  return /^\/(buy|checkout|billing\/success)\b/.test(path);
}

async function freeCredits(): Promise<number> {
  return (await offered()).plans.find((plan) => plan.isFree)?.creditsPerMonth ?? 0;
}
