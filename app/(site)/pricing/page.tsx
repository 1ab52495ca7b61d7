import type { Metadata } from "next";
import { billingActions } from "@/app/billing-actions";
import { offered } from "@/app/catalogue";
import { subscriptionOf, viewer } from "@/app/viewer";
import { isGivenPlan } from "@/components/billing/plan-status";
import { RefreshOnMove } from "@/components/credits/refresh-on-move";
import { Comparison } from "@/components/pricing/comparison";
import { currentPlan } from "@/components/pricing/current-plan";
import { Faq } from "@/components/pricing/faq";
import { PackCards } from "@/components/pricing/pack-cards";
import { PlanBoard } from "@/components/pricing/plan-board";
import { EmptyState } from "@/components/ui/empty-state";
import { mayHaveTrial } from "@/lib/billing/eligibility/may-have-trial";
import { database } from "@/lib/db";

export const metadata: Metadata = {
  title: "Pricing",
  description: "Monthly and yearly plans with credits that refill every month, and credit packs that never expire.",
};

export default async function PricingPage({ searchParams }: PageProps<"/pricing">) {
  const [{ plans, packs }, user, query] = await Promise.all([offered(), viewer(), searchParams]);
  const subscription = user && (await subscriptionOf(user.id));
  const mayTry = user === null || (await mayHaveTrial(database().prisma, user.id));
  // Beside a plan that was given for a time, every plan can be bought.
  const current = subscription && !isGivenPlan(subscription) ? currentPlan(subscription) : null;
  return (
    <div className="wrap pt-12 pb-8 md:pt-16">
      {user ? <RefreshOnMove /> : null}
      <div className="max-w-3xl">
        <h1 className="font-semibold text-[36px] leading-[1.05] tracking-[-0.035em] md:text-[52px]">
          Credits that refill every month.
        </h1>
        <p className="mt-4 text-[17px] text-muted">
          Pick a plan and use its credits for anything. Credits you buy in packs never reset.
        </p>
      </div>
      {plans.length > 0 ? (
        <PlanBoard
          plans={plans}
          signedIn={user !== null}
          current={current}
          mayHaveTrial={mayTry}
          pickedPlan={textOf(query.plan)}
          pickedInterval={query.by === "year" ? "YEAR" : query.by === "month" ? "MONTH" : null}
          actions={billingActions}
        />
      ) : (
        <EmptyState title="No plans are available right now.">Please check back later.</EmptyState>
      )}
      {packs.length > 0 ? (
        <section aria-labelledby="packs" className="mt-14">
          <h2 id="packs" className="mb-3.5 scroll-mt-20 font-semibold text-base">
            Credit packs <span className="font-normal text-faint">one-time, kept until spent</span>
          </h2>
          <PackCards packs={packs} signedIn={user !== null} actions={billingActions} />
        </section>
      ) : null}
      <Comparison plans={plans} />
      <Faq hasTrials={plans.some((plan) => plan.trialDays > 0)} />
    </div>
  );
}

function textOf(value: string | string[] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
