import type { Metadata } from "next";
import { billingActions } from "@/app/billing-actions";
import { offered } from "@/app/catalogue";
import { paymentTroubleOf, snapshotOf, subscriptionOf, viewer } from "@/app/viewer";
import { isGivenPlan } from "@/components/billing/plan-status";
import { markOf } from "@/components/credits/balance-snapshot";
import { RefreshOnMove } from "@/components/credits/refresh-on-move";
import { Comparison } from "@/components/pricing/comparison";
import { currentPlan } from "@/components/pricing/current-plan";
import { Faq } from "@/components/pricing/faq";
import { OverdueNotice } from "@/components/pricing/overdue-notice";
import { PackCards } from "@/components/pricing/pack-cards";
import { PlanBoard, shownInterval } from "@/components/pricing/plan-board";
import { type PlanViewer, VISITOR } from "@/components/pricing/plan-viewer";
import { Rates } from "@/components/pricing/rates";
import { StructuredData } from "@/components/pricing/structured-data";
import { words } from "@/components/pricing/words";
import { EmptyState } from "@/components/ui/empty-state";
import { mayHaveTrial } from "@/lib/billing/eligibility/may-have-trial";
import { database } from "@/lib/db";
import { env } from "@/lib/env";

export const metadata: Metadata = {
  title: "Pricing",
  description: "Monthly and yearly plans with credits that refill every month, and credit packs that never expire.",
};

export default async function PricingPage({ searchParams }: PageProps<"/pricing">) {
  const [{ plans, packs, rates }, user, query] = await Promise.all([offered(), viewer(), searchParams]);
  const planViewer = user ? await planViewerOf(user.id) : VISITOR;
  const asked = query.by === "year" ? "YEAR" : query.by === "month" ? "MONTH" : null;
  return (
    <div className="wrap pt-12 pb-8 md:pt-16">
      {user ? <RefreshOnMove rendered={markOf(await snapshotOf(user.id))} /> : null}
      <StructuredData plans={plans} packs={packs} appUrl={env().APP_URL} />
      <div className="max-w-3xl">
        <h1 className="font-semibold text-[36px] leading-[1.05] tracking-[-0.035em] md:text-[52px]">{words.title}</h1>
        <p className="mt-4 text-[17px] text-muted">{words.lead}</p>
      </div>
      {planViewer.trouble ? <OverdueNotice trouble={planViewer.trouble} /> : null}
      {plans.length > 0 ? (
        <PlanBoard
          plans={plans}
          viewer={planViewer}
          interval={asked}
          pickedPlan={textOf(query.plan)}
          actions={billingActions}
        />
      ) : (
        <EmptyState title={words.noPlans}>{words.noPlansNote}</EmptyState>
      )}
      {packs.length > 0 ? (
        <section aria-labelledby="packs" className="mt-14">
          <h2 id="packs" className="mb-3.5 scroll-mt-20 font-semibold text-base">
            {words.packs} <span className="font-normal text-faint">{words.packsNote}</span>
          </h2>
          <PackCards packs={packs} signedIn={user !== null} actions={billingActions} />
        </section>
      ) : null}
      <Rates rates={rates} />
      <Comparison plans={plans} rates={rates} interval={shownInterval(plans, planViewer, asked)} />
      <Faq plans={plans} />
    </div>
  );
}

async function planViewerOf(userId: string): Promise<PlanViewer> {
  const [subscription, trial, trouble] = await Promise.all([
    subscriptionOf(userId),
    mayHaveTrial(database().prisma, userId),
    paymentTroubleOf(userId),
  ]);
  // Beside a plan that was given for a time, every plan can be bought.
  const current = subscription && !isGivenPlan(subscription) ? currentPlan(subscription) : null;
  return { signedIn: true, current, mayHaveTrial: trial, trouble };
}

function textOf(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
