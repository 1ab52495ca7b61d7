import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { offered } from "@/app/catalogue";
import { linkPreview, NOT_FOUND } from "@/app/site-metadata";
import { SOCIAL_SIZE } from "@/app/social/social-image";
import { subscriptionOf, viewer } from "@/app/viewer";
import { currencyOf } from "@/components/pricing/offer";
import { PlanBuys, PlanIncludes } from "@/components/pricing/plan-facts";
import { PlanPrices } from "@/components/pricing/plan-prices";
import { StructuredData } from "@/components/pricing/structured-data";
import { BackLink } from "@/components/ui/back-link";
import { formatCredits } from "@/components/ui/credits";
import { env } from "@/lib/env";

async function planOf(params: PageProps<"/plans/[plan]">["params"]) {
  const { plan: key } = await params;
  return (await offered()).plans.find((plan) => plan.key === key);
}

export async function generateMetadata({ params }: PageProps<"/plans/[plan]">): Promise<Metadata> {
  const plan = await planOf(params);
  if (!plan) return NOT_FOUND;
  const credits = `${formatCredits(plan.creditsPerMonth)} credits every month`;
  const picture = { url: `/social/${plan.key}`, ...SOCIAL_SIZE, alt: `Refill ${plan.name}: ${credits}.` };
  return {
    title: `${plan.name} plan`,
    description: [plan.description, `${credits}.`].filter(Boolean).join(" "),
    openGraph: linkPreview(picture),
  };
}

/** One plan under an address of its own, to be linked to and shared: what it includes, how far it goes, and what it costs. */
export default async function PlanPage({ params }: PageProps<"/plans/[plan]">) {
  const [plan, { plans, rates }, user] = await Promise.all([planOf(params), offered(), viewer()]);
  if (!plan) notFound();
  const isOwn = user !== null && (await subscriptionOf(user.id))?.plan.key === plan.key;
  return (
    <div className="wrap pt-8 pb-8 md:pt-12">
      <StructuredData plans={[plan]} packs={[]} appUrl={env().APP_URL} />
      <BackLink href="/pricing">All plans</BackLink>
      <div className="mt-6 grid grid-cols-1 items-start gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_380px]">
        <header>
          <h1 className="wrap-anywhere font-semibold text-[36px] leading-[1.05] tracking-[-0.035em] md:text-[52px]">
            {plan.name}
          </h1>
          {plan.description ? <p className="mt-4 max-w-2xl text-[17px] text-muted">{plan.description}</p> : null}
        </header>
        <div className="lg:sticky lg:top-20 lg:row-span-3">
          <PlanPrices plan={plan} currency={currencyOf(plans)} signedIn={user !== null} isOwn={isOwn} />
        </div>
        <PlanIncludes plan={plan} />
        <PlanBuys plan={plan} rates={rates} />
      </div>
    </div>
  );
}
