import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { billingActions } from "@/app/billing-actions";
import { snapshotOf, subscriptionOf } from "@/app/viewer";
import { BillingForm } from "@/components/billing/billing-form";
import { CancelEffect } from "@/components/billing/cancel-effect";
import { cancelFacts } from "@/components/billing/cancel-facts";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/guards";
import { env } from "@/lib/env";

export const metadata: Metadata = {
  title: "Cancel your plan",
  description: "When your plan ends if you cancel it, and what ends with it.",
  robots: { index: false },
};

/** Says what canceling does and asks for confirmation. Where scripts run, a dialog does. */
export default async function CancelPlanPage() {
  const user = await requireUser("/billing/cancel");
  const [subscription, snapshot] = await Promise.all([subscriptionOf(user.id), snapshotOf(user.id)]);
  const facts = cancelFacts(subscription, snapshot, env().CANCEL_NOW);
  if (!facts) redirect("/billing");
  const { plan, canEndNow } = facts;
  return (
    <div className="wrap grid max-w-2xl grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title={`Cancel ${plan}?`} />
      <Card aria-label="Cancel" className="grid gap-4 p-4 text-muted sm:p-5">
        <CancelEffect {...facts} when="period_end" />
        <div className="flex flex-wrap gap-2">
          <BillingForm action={billingActions.cancelByForm} fields={{ when: "period_end" }} look="danger">
            Cancel {plan}
          </BillingForm>
          <LinkButton href="/billing">Keep {plan}</LinkButton>
        </div>
      </Card>
      {canEndNow ? (
        <Card aria-label="End it now">
          <CardHead title="End it now instead" />
          <div className="grid gap-4 px-4 pb-5 text-muted sm:px-5">
            <CancelEffect {...facts} when="now" />
            <BillingForm action={billingActions.cancelByForm} fields={{ when: "now" }}>
              End {plan} now
            </BillingForm>
          </div>
        </Card>
      ) : null}
    </div>
  );
}
