import { WORDS_PER_CREDIT } from "@/components/playground/price";
import type { OfferedPlan } from "@/components/pricing/offer";
import { formatCredits, SignedCredits } from "@/components/ui/credits";

/** A month of a balance: once the page is read, the vessel drains as credits are spent and fills at the refill. Once. */
export function HeroVessel({ plan }: { plan: OfferedPlan }) {
  const credits = plan.creditsPerMonth;
  const lines = sampleMonth(credits, plan.name);
  return (
    <figure className="grid grid-cols-[auto_1fr] items-stretch gap-5 rounded-card border border-line bg-surface p-5 sm:gap-7 sm:p-7">
      <div
        aria-hidden
        className="relative w-20 overflow-hidden rounded-t-lg rounded-b-[26px] border-2 border-ink bg-sunken sm:w-28"
      >
        <div className="absolute inset-[5px] overflow-hidden rounded-t-[3px] rounded-b-[20px]">
          <div className="absolute inset-0 origin-bottom animate-[drain-and-fill_4.8s_cubic-bezier(.5,0,.3,1)_4s_both] bg-accent" />
        </div>
        <div className="absolute inset-y-6 right-0 grid content-between">
          {["a", "b", "c", "d", "e"].map((mark) => (
            <span key={mark} className="block h-px w-3 bg-ink/40" />
          ))}
        </div>
      </div>
      <figcaption className="min-w-0">
        <p className="text-muted">A month on {plan.name}</p>
        <ul className="mt-2">
          {lines.map((line) => (
            <li
              key={line.what}
              className="flex items-baseline justify-between gap-4 border-line border-b py-2.5 last:border-b-0"
            >
              <span className="min-w-0">
                {line.what}
                <span className="block text-[12.5px] text-faint">{line.why}</span>
              </span>
              <SignedCredits amount={line.amount} />
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

// Shares of the plan's own credits at the playground's price, so that the sample fits any catalogue.
function sampleMonth(credits: number, name: string) {
  const spend = (what: string, share: number) => {
    const amount = Math.max(1, Math.round(credits * share));
    return { what, why: `${formatCredits(amount * WORDS_PER_CREDIT)} words`, amount: -amount };
  };
  return [
    { what: `Refill, ${name}`, why: "every month, on the day you subscribed", amount: credits },
    spend("Summary of a report", 0.06),
    spend("Text statistics", 0.45),
    { what: "A job that failed", why: "nothing is charged", amount: 0 },
  ];
}
