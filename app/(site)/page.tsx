import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { offered } from "@/app/catalogue";
import { viewer } from "@/app/viewer";
import { HeroVessel } from "@/components/home/hero-vessel";
import { PlanTeaser } from "@/components/home/plan-teaser";
import { Steps } from "@/components/home/steps";
import { words } from "@/components/home/words";
import { LinkButton } from "@/components/ui/button";
import { creditsText } from "@/components/ui/credits";

export default async function HomePage() {
  const [{ plans }, user] = await Promise.all([offered(), viewer()]);
  const free = plans.find((plan) => plan.isFree);
  const shown = plans.find((plan) => plan.highlighted) ?? plans.find((plan) => !plan.isFree) ?? free;
  return (
    <div className="wrap pt-10 pb-4 md:pt-16">
      <div className="grid items-center gap-10 lg:grid-cols-[1.1fr_1fr] lg:gap-16">
        <div>
          <h1 className="font-semibold text-[36px] leading-[1.05] tracking-[-0.035em] md:text-[52px]">{words.title}</h1>
          <p className="mt-5 max-w-xl text-[17px] text-muted leading-relaxed">{words.lead}</p>
          <div className="mt-7 flex flex-wrap gap-3">
            <LinkButton href={user ? "/dashboard" : "/signup"} look="primary" size="large">
              {user ? "Open dashboard" : free ? "Start free" : "Sign up"}
            </LinkButton>
            <LinkButton href="/pricing" size="large">
              See pricing
            </LinkButton>
          </div>
          {free ? <p className="mt-4 text-faint">{words.free(creditsText(free.creditsPerMonth))}</p> : null}
        </div>
        {shown ? <HeroVessel plan={shown} /> : null}
      </div>
      <Steps />
      <div className="mt-12 flex items-baseline justify-between gap-4">
        <h2 className="font-semibold text-base">Plans</h2>
        <Link
          href="/pricing"
          className="focus-ring inline-flex items-center gap-1 rounded-md text-muted hover:text-ink"
        >
          Compare all plans <ArrowRight aria-hidden className="size-4" />
        </Link>
      </div>
      <PlanTeaser plans={plans} />
    </div>
  );
}
