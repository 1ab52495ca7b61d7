import type { Route } from "next";
import type { BillingActions } from "@/components/billing/billing-actions";
import { FreeStrip } from "@/components/pricing/free-strip";
import { currencyOf, type OfferedPlan, yearlySavingCents } from "@/components/pricing/offer";
import { PlanCard } from "@/components/pricing/plan-card";
import { columnsFor } from "@/components/pricing/plan-columns";
import type { PlanViewer } from "@/components/pricing/plan-viewer";
import { INTERVAL_NAMES, words } from "@/components/pricing/words";
import { cx } from "@/components/ui/cx";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { BILLING_INTERVALS, type BillingInterval } from "@/lib/catalog/types";
import { formatPrice } from "@/lib/format/money";

type PlanBoardProps = {
  plans: OfferedPlan[];
  viewer: PlanViewer;
  /** The billing interval in the address; null when it names none. */
  interval: BillingInterval | null;
  /** The plan in the address, to highlight it. */
  pickedPlan: string | null;
  actions: BillingActions;
};

/** All plans side by side, with monthly or yearly prices. The switch is a pair of links. */
export function PlanBoard({ plans, viewer, interval: asked, pickedPlan, actions }: PlanBoardProps) {
  const paid = plans.filter((plan) => !plan.isFree);
  const free = plans.find((plan) => plan.isFree);
  const intervals = intervalsOf(paid);
  const interval = shownInterval(plans, viewer, asked);
  const most = Math.max(...paid.map((plan) => plan.creditsPerMonth), 1);
  return (
    <>
      <div className="mt-9 mb-4 flex flex-wrap items-center justify-between gap-3">
        {intervals.length > 1 ? (
          <SegmentedLinks
            label="Billing"
            choices={intervals.map((value) => ({
              href: pricingHref(value, pickedPlan),
              label: INTERVAL_NAMES[value],
              isChosen: value === interval,
            }))}
          />
        ) : null}
        <p className="text-muted">{savingSentence(paid)}</p>
      </div>
      <div className={cx("grid grid-cols-1 gap-4", columnsFor(paid.length))}>
        {paid.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            interval={interval}
            share={Math.sqrt(plan.creditsPerMonth / most) * 0.92}
            viewer={viewer}
            picked={pickedPlan === null ? null : pickedPlan === plan.key}
            actions={actions}
          />
        ))}
      </div>
      {free ? <FreeStrip plan={free} currency={currencyOf(paid)} viewer={viewer} /> : null}
    </>
  );
}

/** The interval to show: the one asked for, the one the viewer pays by, or the first that is sold. */
export function shownInterval(
  plans: OfferedPlan[],
  viewer: PlanViewer,
  asked: BillingInterval | null,
): BillingInterval {
  return asked ?? viewer.current?.price?.interval ?? intervalsOf(plans)[0] ?? "MONTH";
}

function pricingHref(interval: BillingInterval, plan: string | null): Route {
  const query = new URLSearchParams({ ...(plan && { plan }), by: interval.toLowerCase() });
  return `/pricing?${query}` as Route;
}

function intervalsOf(plans: OfferedPlan[]): BillingInterval[] {
  return BILLING_INTERVALS.filter((value) => plans.some((p) => p.prices.some((x) => x.interval === value)));
}

/** "Yearly saves two months" if that is true of every plan; otherwise the largest saving in money. */
function savingSentence(plans: OfferedPlan[]): string {
  const savings = plans.flatMap((plan) => {
    const month = plan.prices.find((price) => price.interval === "MONTH");
    const saved = yearlySavingCents(plan);
    return month && saved > 0 ? [{ saved, months: saved / month.amountCents, currency: month.currency }] : [];
  });
  const [first] = savings;
  if (!first) return "";
  if (savings.every((saving) => saving.months === 2)) return words.savesTwoMonths;
  const most = savings.reduce((best, saving) => (saving.saved > best.saved ? saving : best), first);
  return words.savesUpTo(formatPrice(most.saved, most.currency));
}
