import type { Route } from "next";
import { Fragment } from "react";
import type { PlanChoice } from "@/components/calculator/best-plans";
import { packName } from "@/components/calculator/choice-words";
import { words } from "@/components/calculator/words";
import { type Order, orderPath } from "@/components/pricing/order";
import { buttonStyle } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";
import type { BillingInterval } from "@/lib/catalog/types";

type BuyChoiceProps = {
  choice: PlanChoice;
  interval: BillingInterval;
  /** This calculation, to come back to while packs are still to be bought. */
  address: string;
  signedIn: boolean;
  current: { planKey: string; interval: BillingInterval | null } | null;
};

/** What comes before the packs; null when nothing does. */
type Step = { label: string; href: Route } | null;

/** The way to buy what was calculated: the plan, and then the packs to add to it. */
export function BuyChoice({ choice: { plan, packs }, interval, address, signedIn, current }: BuyChoiceProps) {
  const hrefOf = (order: Order): Route => {
    const path = orderPath(order, packs.length > 0 ? address : undefined);
    return signedIn ? path : (`/signup?next=${encodeURIComponent(path)}` as Route);
  };
  const [firstPack] = packs;
  const packHref = firstPack && hrefOf({ pack: firstPack.pack.offered.key });
  const isPaying = current !== null && current.interval !== null;
  const isPaidPlan = plan !== null && !plan.offered.isFree;
  const isCurrent = plan && current?.planKey === plan.offered.key && (!isPaidPlan || current.interval === interval);
  // Someone on a paid plan, for whom none is cheaper.
  const leaves = isPaying && !isPaidPlan;
  const planStep = (): Step => {
    if (leaves) return { label: "Go to billing", href: "/billing" };
    if (!plan || isCurrent) return null;
    if (!isPaidPlan) return signedIn ? null : { label: "Start free", href: packHref ?? "/signup" };
    const label = `${isPaying ? "Change to" : "Choose"} ${plan.offered.name}`;
    return { label, href: hrefOf({ plan: plan.offered.key, interval }) };
  };
  const step = planStep();
  return (
    <div className="grid gap-2.5">
      {isCurrent ? (
        <p>
          <Chip tone="good">Your plan</Chip>
        </p>
      ) : null}
      {leaves ? <p className="text-[13px] text-muted">{words.leavePlan}</p> : null}
      {step ? (
        <a className={cx(buttonStyle({ look: "primary" }), "min-w-0")} href={step.href}>
          <span className="truncate">{step.label}</span>
        </a>
      ) : packHref ? (
        <a className={buttonStyle({ look: "primary" })} href={packHref}>
          Buy {packName(firstPack.pack)}
        </a>
      ) : signedIn ? (
        <p className="text-[13px] text-muted">{words.covered}</p>
      ) : null}
      {packs.length > 0 ? (
        <p className="text-[13px] text-muted">
          {step ? "Then buy" : "Buy"}{" "}
          {packs.map(({ pack, count }, index) => (
            <Fragment key={pack.offered.id}>
              {index > 0 ? " and " : ""}
              {formatCredits(count)} ×{" "}
              <a
                className="focus-ring rounded-sm font-medium text-accent underline underline-offset-2"
                href={hrefOf({ pack: pack.offered.key })}
              >
                {packName(pack)}
              </a>
            </Fragment>
          ))}{" "}
          {words.buyPacks}
        </p>
      ) : null}
    </div>
  );
}
