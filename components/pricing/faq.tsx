import { Plus } from "lucide-react";
import { type OfferedPlan, priceOf } from "@/components/pricing/offer";
import { words } from "@/components/pricing/words";

const questions = [
  {
    ask: "What happens to credits I do not use?",
    answer:
      "Unused plan credits expire when the next month's are added, unless your plan says that they roll over. Credits from packs never expire.",
  },
  {
    ask: "Which credits are spent first?",
    answer:
      "The ones that expire soonest: plan credits before packs. Every entry in your history shows which credits it used.",
  },
  {
    ask: "Can I change or cancel?",
    answer:
      "Yes, at any time. An upgrade, or a switch from monthly to yearly billing, takes effect immediately: you see the price and the credits before you confirm. A downgrade or a cancellation takes effect at the end of your billing period. Until then you keep what you paid for and can undo it. Credits from packs are yours to keep.",
  },
  {
    ask: "What if my card is declined?",
    answer: "Nothing is charged and nothing changes. The payment page tells you, and you can use another card.",
  },
];

const aboutYears = {
  ask: "Does a yearly plan give me all credits at once?",
  answer: "No. You pay once a year, and the plan's credits refill every month on the day you subscribed.",
};

const aboutTrials = {
  ask: "Who gets a free trial?",
  answer:
    "Everyone, once, with their first plan, and each card only once. The payment page asks for a card and charges nothing until the trial ends. If the card has already had a trial, the plan does not start and nothing is charged; you can then subscribe without one.",
};

/** Questions that people ask before they buy what these plans offer. */
export function Faq({ plans }: { plans: OfferedPlan[] }) {
  const hasTrials = plans.some((plan) => plan.trialDays > 0);
  const hasYears = plans.some((plan) => priceOf(plan, "YEAR"));
  return (
    <section aria-labelledby="faq" className="mt-14 max-w-3xl">
      <h2 id="faq" className="mb-1 font-semibold text-base">
        {words.questions}
      </h2>
      {[...questions, ...(hasYears ? [aboutYears] : []), ...(hasTrials ? [aboutTrials] : [])].map(({ ask, answer }) => (
        <details key={ask} className="group border-line border-b">
          <summary className="focus-ring flex list-none items-center justify-between gap-4 rounded-md py-4 font-medium [&::-webkit-details-marker]:hidden">
            {ask}
            <Plus aria-hidden className="size-4 shrink-0 text-faint transition-transform group-open:rotate-45" />
          </summary>
          <p className="max-w-2xl pb-4 text-muted">{answer}</p>
        </details>
      ))}
    </section>
  );
}
