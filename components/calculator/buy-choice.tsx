import type { Route } from "next";
import type { PlanChoice } from "@/components/calculator/best-plans";
import { packNames } from "@/components/calculator/choice-words";
import { words } from "@/components/calculator/words";
import { buttonStyle } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import type { BillingInterval } from "@/lib/catalog/types";

type BuyChoiceProps = {
  choice: PlanChoice;
  interval: BillingInterval;
  signedIn: boolean;
  current: { planKey: string; interval: BillingInterval | null } | null;
};

/** The way to what was calculated: the plan on the price list, and which packs to add to it. */
export function BuyChoice({ choice: { plan, packs }, interval, signedIn, current }: BuyChoiceProps) {
  const isCurrent =
    plan && current?.planKey === plan.offered.key && (plan.offered.isFree || current.interval === interval);
  const packsHref: Route = signedIn ? "/credits#packs" : "/pricing#packs";
  return (
    <div className="grid gap-2.5">
      {isCurrent ? (
        <p>
          <Chip tone="good">Your plan</Chip>
        </p>
      ) : plan ? (
        <a className={buttonStyle({ look: "primary" })} href={planHref(plan.offered, interval, signedIn)}>
          {plan.offered.isFree ? "Start free" : `Choose ${plan.offered.name}`}
        </a>
      ) : null}
      {packs.length > 0 ? (
        <p className="text-[13px] text-muted">
          {plan ? "Then add " : "Buy "}
          <span className="font-medium text-ink">{packNames(packs).join(" and ")}</span> in the course of the year.{" "}
          {words.buyPacks}{" "}
          <a className="focus-ring rounded-sm font-medium text-accent underline underline-offset-2" href={packsHref}>
            See packs
          </a>
        </p>
      ) : null}
    </div>
  );
}

function planHref(plan: { key: string; isFree: boolean }, interval: BillingInterval, signedIn: boolean): Route {
  if (plan.isFree) return signedIn ? "/pricing" : "/signup";
  return `/pricing?plan=${plan.key}&by=${interval.toLowerCase()}#plan-${plan.key}` as Route;
}
