import type { Metadata } from "next";
import { z } from "zod";
import { TopUpOutcome } from "@/components/billing/top-up-outcome";
import { requireUser } from "@/lib/auth/guards";
import { readTopUp } from "@/lib/billing/confirm-top-up";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { stripeClient } from "@/lib/stripe/client";

export const metadata: Metadata = { title: "Your purchase" };

/** Where a purchase with the saved card ends: also after the bank's page, and from the mail that asks to finish it. */
export default async function ConfirmPage({ params }: PageProps<"/billing/confirm/[payment]">) {
  const { payment } = await params;
  const user = await requireUser(`/billing/confirm/${encodeURIComponent(payment)}`);
  const id = z.uuid().safeParse(payment);
  const outcome = id.success
    ? await readTopUp(
        { database: database(), stripe: stripeClient() },
        { userId: user.id, paymentId: id.data },
        await now(),
      )
    : ({ ok: false, reason: "unknown_payment" } as const);
  return <TopUpOutcome outcome={outcome} />;
}
