import { Plus } from "lucide-react";

const questions = [
  {
    ask: "What happens to credits I do not use?",
    answer:
      "Plan credits are set back to the plan's amount at each refill, unless your plan says that they roll over. Credits from packs are never reset: they stay until you spend them.",
  },
  {
    ask: "Does a yearly plan give all credits at once?",
    answer: "No. You pay once a year and the plan's credits refill every month, on the day you subscribed.",
  },
  {
    ask: "Which credits are spent first?",
    answer: "Those that end soonest: plan credits before packs. Every entry in your history names the credits it took.",
  },
  {
    ask: "Can I change or cancel?",
    answer:
      "At any time. A larger plan, or a year instead of months, begins at once: you see what it costs and how many credits come before you confirm. A smaller one begins when your period ends, and so does a cancellation: until then you keep what you paid for and can take it back. Packs stay yours throughout.",
  },
  {
    ask: "What if my card is declined?",
    answer: "Nothing is taken and nothing changes. The payment page says so and lets you use another card.",
  },
];

const aboutTrials = {
  ask: "Who gets a free trial?",
  answer:
    "Everybody once, with their first plan, and each card once. The payment page asks for a card and charges nothing until the trial ends. If the card has had a trial already, the plan does not start and nothing is charged: you can then subscribe without one.",
};

/** What people ask before they buy. */
export function Faq({ hasTrials }: { hasTrials: boolean }) {
  return (
    <section aria-labelledby="faq" className="mt-14 max-w-3xl">
      <h2 id="faq" className="mb-1 font-semibold text-base">
        Questions
      </h2>
      {[...questions, ...(hasTrials ? [aboutTrials] : [])].map(({ ask, answer }) => (
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
