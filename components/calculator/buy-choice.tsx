import type { Route } from "next";
import { Fragment } from "react";
import type { PlanChoice } from "@/components/calculator/best-plans";
import { packName } from "@/components/calculator/choice-words";
import { words } from "@/components/calculator/words";
import { type Order, orderPath } from "@/components/pricing/order";
import { buttonStyle } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import type { BillingInterval } from "@/lib/catalog/types";

type BuyChoiceProps = {
  choice: PlanChoice;
  interval: BillingInterval;
  /** This calculation, to come back to while packs are still to be bought. */
  address: string;
  signedIn: boolean;
  current: { planKey: string; interval: BillingInterval | null } | null;
};

/** The way to buy what was calculated: the plan, and then the packs to add to it. */
export function BuyChoice({ choice: { plan, packs }, interval, address, signedIn, current }: BuyChoiceProps) {
  const isCurrent =
    plan && current?.planKey === plan.offered.key && (plan.offered.isFree || current.interval === interval);
  const hrefOf = (order: Order): Route => {
    const path = orderPath(order, packs.length > 0 ? address : undefined);
    return signedIn ? path : (`/signup?next=${encodeURIComponent(path)}` as Route);
  };
  const [firstPack] = packs;
  return (
    <div className="grid gap-2.5">
      {isCurrent ? (
        <p>
          <Chip tone="good">Your plan</Chip>
        </p>
      ) : plan ? (
        <a
          className={buttonStyle({ look: "primary" })}
          href={plan.offered.isFree ? freeHref(signedIn) : hrefOf({ plan: plan.offered.key, interval })}
        >
          {plan.offered.isFree ? "Start free" : `Choose ${plan.offered.name}`}
        </a>
      ) : null}
      {firstPack && (isCurrent || !plan) ? (
        <a className={buttonStyle({ look: "primary" })} href={hrefOf({ pack: firstPack.pack.offered.key })}>
          Buy {packName(firstPack.pack)}
        </a>
      ) : null}
      {packs.length > 0 ? (
        <p className="text-[13px] text-muted">
          {plan && !isCurrent ? "Then buy" : "Buy"}{" "}
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

// Someone on a paid plan leaves it on the billing page.
function freeHref(signedIn: boolean): Route {
  return signedIn ? "/billing" : "/signup";
}
