import type { Metadata } from "next";
import { offered } from "@/app/catalogue";
import { subscriptionOf, viewer } from "@/app/viewer";
import { Calculator } from "@/components/calculator/calculator";
import { type CalculatorMeter, parseState } from "@/components/calculator/calculator-state";
import { words } from "@/components/calculator/words";
import type { OfferedRate } from "@/components/pricing/offer";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = {
  title: "Calculator",
  description:
    "Enter what you use in a month and see the credits it takes and the cheapest plan, with or without packs.",
};

export default async function CalculatorPage({ searchParams }: PageProps<"/calculator">) {
  const [{ plans, packs, rates }, user, query] = await Promise.all([offered(), viewer(), searchParams]);
  const subscription = user && (await subscriptionOf(user.id));
  const meters = rates.map(calculatorMeter);
  return (
    <div className="wrap pt-10 pb-8 md:pt-14">
      <h1 className="font-semibold text-[32px] leading-[1.08] tracking-[-0.03em] md:text-[44px]">{words.title}</h1>
      <p className="mt-3 mb-8 max-w-2xl text-[17px] text-muted">{words.intro}</p>
      {meters.length > 0 ? (
        <Calculator
          meters={meters}
          plans={plans}
          packs={packs}
          initial={parseState(query, meters)}
          signedIn={user !== null}
          current={subscription && { planKey: subscription.plan.key, interval: subscription.price?.interval ?? null }}
        />
      ) : (
        <EmptyState title="There is no rate card yet.">What things cost in credits will be listed here.</EmptyState>
      )}
    </div>
  );
}

function calculatorMeter({ credits, perUnits, minimumCredits, ...meter }: OfferedRate): CalculatorMeter {
  return { ...meter, credits: BigInt(credits), perUnits: BigInt(perUnits), minimumCredits: BigInt(minimumCredits) };
}
