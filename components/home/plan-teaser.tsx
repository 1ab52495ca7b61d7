import type { Route } from "next";
import Link from "next/link";
import { currencyOf, type OfferedPlan } from "@/components/pricing/offer";
import { formatCredits } from "@/components/ui/credits";
import { Level } from "@/components/ui/level";
import { formatPrice } from "@/lib/format/money";

/** The plans on sale in a row: one vessel per plan, fuller for more credits. */
export function PlanTeaser({ plans }: { plans: OfferedPlan[] }) {
  const most = Math.max(...plans.map((plan) => plan.creditsPerMonth), 1);
  if (plans.length === 0) return <p className="mt-3 text-muted">No plans are available right now.</p>;
  return (
    <ul className="mt-3 grid overflow-hidden rounded-card border border-line bg-surface sm:grid-cols-[repeat(auto-fit,minmax(180px,1fr))]">
      {plans.map((plan) => (
        <li key={plan.id} className="-mr-px -mb-px border-line border-r border-b">
          <Link
            href={`/plans/${plan.key}` as Route}
            prefetch={false}
            className="focus-ring flex h-full items-center gap-4 px-5 py-4 hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <Level
              share={Math.sqrt(plan.creditsPerMonth / most) * 0.94}
              className="h-10 w-3 rounded-t-[3px] rounded-b-[6px]"
            />
            <span>
              <span className="block font-medium">
                {plan.name} <span className="font-normal text-muted">{priceText(plan, currencyOf(plans))}</span>
              </span>
              <span className="text-muted">{formatCredits(plan.creditsPerMonth)} credits a month</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function priceText(plan: OfferedPlan, currency: string): string {
  if (plan.isFree) return formatPrice(0, currency);
  const [price] = plan.prices;
  return price ? formatPrice(price.amountCents, price.currency) : "";
}
