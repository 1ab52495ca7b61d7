import { Check } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { offered } from "@/app/catalogue";
import { linkPreview } from "@/app/site-metadata";
import { SOCIAL_SIZE } from "@/app/social/social-image";
import { subscriptionOf, viewer } from "@/app/viewer";
import { refillSentence } from "@/components/pricing/offer";
import { PlanWay } from "@/components/pricing/plan-way";
import { StructuredData } from "@/components/pricing/structured-data";
import { LinkButton } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { PageHeader } from "@/components/ui/page-header";
import { env } from "@/lib/env";
import { formatPrice } from "@/lib/format/money";

async function planOf(params: PageProps<"/plans/[plan]">["params"]) {
  const { plan: key } = await params;
  return (await offered()).plans.find((plan) => plan.key === key);
}

export async function generateMetadata({ params }: PageProps<"/plans/[plan]">): Promise<Metadata> {
  const plan = await planOf(params);
  if (!plan) return {};
  const credits = `${formatCredits(plan.creditsPerMonth)} credits every month`;
  const picture = { url: `/social/${plan.key}`, ...SOCIAL_SIZE, alt: `Refill ${plan.name}: ${credits}.` };
  return {
    title: `${plan.name} plan`,
    description: [plan.description, `${credits}.`].filter(Boolean).join(" "),
    openGraph: linkPreview(picture),
  };
}

/** One plan under an address of its own, to be linked to and shared. It is bought on /pricing. */
export default async function PlanPage({ params }: PageProps<"/plans/[plan]">) {
  const plan = await planOf(params);
  if (!plan) notFound();
  const user = await viewer();
  const isOwn = user !== null && (await subscriptionOf(user.id))?.plan.key === plan.key;
  return (
    <div className="wrap grid max-w-2xl grid-cols-1 gap-6 pt-12 pb-8 md:pt-16">
      <StructuredData plans={[plan]} packs={[]} appUrl={env().APP_URL} />
      <PageHeader title={plan.name} action={isOwn ? <Chip tone="good">Your plan</Chip> : null}>
        {plan.description}
      </PageHeader>
      <dl className="divide-y divide-line border-line border-y">
        <Fact name="Credits">{`${formatCredits(plan.creditsPerMonth)} every month`}</Fact>
        <Fact name="Price">
          {plan.isFree
            ? "Free"
            : plan.prices
                .map(({ amountCents, currency, interval }) => {
                  return `${formatPrice(amountCents, currency)} a ${interval === "MONTH" ? "month" : "year"}`;
                })
                .join(" or ")}
        </Fact>
        <Fact name="Unused credits">{capitalised(refillSentence(plan))}</Fact>
      </dl>
      {plan.features.length > 0 ? (
        <ul className="grid gap-2">
          {plan.features.map((feature) => (
            <li key={feature} className="flex gap-2.5">
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
              <span className="wrap-anywhere min-w-0">{feature}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <PlanWay plan={plan} isOwn={isOwn} />
        <LinkButton href="/pricing" size="large">
          Compare all plans
        </LinkButton>
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div className="grid gap-x-5 gap-y-0.5 py-3 sm:grid-cols-[150px_minmax(0,1fr)]">
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
