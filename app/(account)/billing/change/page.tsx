import type { Metadata, Route } from "next";
import type { ReactNode } from "react";
import { billingActions } from "@/app/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { ChangePreviewFacts } from "@/components/billing/change-preview";
import { ChangeRefused } from "@/components/billing/change-refused";
import { confirmWord } from "@/components/billing/confirm-word";
import { NothingToChange } from "@/components/billing/nothing-to-change";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/guards";
import type { ChangePreview } from "@/lib/billing/plans/preview-change";

const TITLE = "Change your plan";

export const metadata: Metadata = {
  title: TITLE,
  description: "What a change of your plan costs, and the credits it brings.",
  robots: { index: false },
};

type Shown = Pick<ChangePreview, "kind" | "plan" | "price" | "isScheduled">;

/** Previews a change of the plan and asks for confirmation. Where scripts run, a dialog does. */
export default async function ChangePlanPage({ searchParams }: PageProps<"/billing/change">) {
  const { price: wanted } = await searchParams;
  const price = typeof wanted === "string" ? wanted : "";
  await requireUser(`/billing/change?price=${encodeURIComponent(price)}`);
  const preview = await billingActions.showChange(price);
  if (!preview.ok && preview.reason === "unknown_price") {
    return (
      <Page title={TITLE}>
        <NothingToChange price={price} />
      </Page>
    );
  }
  if (!preview.ok) {
    return (
      <Page title={TITLE}>
        <ChangeRefused refusal={preview} actions={billingActions} size="medium">
          {preview.reason === "not_subscribed" ? null : (
            <LinkButton href={"/pricing" as Route}>Back to pricing</LinkButton>
          )}
        </ChangeRefused>
      </Page>
    );
  }
  const confirm = confirmWord(preview);
  return (
    <Page title={titleOf(preview)}>
      <ChangePreviewFacts preview={preview} outdated={false} />
      <div className="flex flex-wrap gap-2">
        {confirm ? (
          <BillingForm
            action={billingActions.changePlan}
            fields={{ price, ...(preview.prorationDate && { prorationDate: preview.prorationDate.toISOString() }) }}
            look="primary"
          >
            {confirm}
          </BillingForm>
        ) : (
          <LinkButton href="/billing" look="primary">
            See billing
          </LinkButton>
        )}
        <LinkButton href={"/pricing" as Route}>{confirm ? "Not now" : "Back to pricing"}</LinkButton>
      </div>
    </Page>
  );
}

function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="wrap grid max-w-2xl grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title={title} />
      <Card aria-label="The change" className="grid gap-4 p-4 sm:p-5">
        {children}
      </Card>
    </div>
  );
}

function titleOf({ kind, plan, price, isScheduled }: Shown): string {
  if (isScheduled) return `${plan.name} is already scheduled`;
  if (kind === "same") return `Keep ${plan.name}?`;
  const billed = price.interval === "YEAR" ? "yearly" : "monthly";
  return kind === "interval" ? `Change to ${plan.name}, billed ${billed}?` : `Change to ${plan.name}?`;
}
