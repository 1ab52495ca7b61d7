import type { Route } from "next";
import { creditPrice, type OfferedPlan, type OfferedPrice, yearlySavingCents } from "@/components/pricing/offer";
import { orderPath } from "@/components/pricing/order";
import { words } from "@/components/pricing/words";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { cx } from "@/components/ui/cx";
import { formatPrice, monthOfYear } from "@/lib/format/money";

type PlanPricesProps = { plan: OfferedPlan; currency: string; signedIn: boolean; isOwn: boolean };

/** What a plan costs for each billing interval, with the button that buys it. An order knows what the user has already. */
export function PlanPrices({ plan, currency, signedIn, isOwn }: PlanPricesProps) {
  return (
    <Card aria-label="Price" className="grid gap-5 p-5">
      {isOwn ? (
        <p>
          <Chip tone="good">Your plan</Chip>
        </p>
      ) : null}
      {plan.isFree ? (
        <div>
          <p className={AMOUNT}>{formatPrice(0, currency)}</p>
          <p className="text-[13px] text-faint">{words.freeTerms}</p>
        </div>
      ) : null}
      {plan.prices.map((price, index) => (
        <div key={price.id} className="grid gap-3 border-line border-t pt-5 first:border-t-0 first:pt-0">
          <div>
            <p>
              <span className={AMOUNT}>{formatPrice(price.amountCents, price.currency)}</span>{" "}
              <span className="text-muted">a {price.interval === "YEAR" ? "year" : "month"}</span>
            </p>
            <p className="text-[13px] text-faint">{notesOf(plan, price).join(" · ")}</p>
          </div>
          {isOwn ? null : (
            <a
              className={cx(buttonStyle({ look: index === 0 ? "primary" : "plain", size: "large" }), "min-w-0")}
              href={wayTo(orderPath({ plan: plan.key, interval: price.interval }), signedIn)}
            >
              <span className="truncate">
                Choose {plan.name}, {price.interval === "YEAR" ? "yearly" : "monthly"}
              </span>
            </a>
          )}
        </div>
      ))}
      {isOwn ? (
        <LinkButton href="/billing" look="primary" size="large">
          Manage your plan
        </LinkButton>
      ) : null}
      {plan.isFree && !signedIn ? (
        <LinkButton href="/signup" look="primary" size="large">
          Start free
        </LinkButton>
      ) : null}
      {plan.isFree && signedIn && !isOwn ? <p className="text-muted">{words.freeAfter}</p> : null}
      {plan.isFree || isOwn ? null : <p className="text-[13px] text-muted">{words.cancelAnyTime}</p>}
    </Card>
  );
}

const AMOUNT = "font-semibold text-[32px] leading-tight tracking-[-0.03em]";

function wayTo(order: Route, signedIn: boolean): Route {
  return signedIn ? order : (`/signup?next=${encodeURIComponent(order)}` as Route);
}

function notesOf(plan: OfferedPlan, { amountCents, currency, interval }: OfferedPrice): string[] {
  const each = creditPrice(plan, interval);
  const notes = each ? [`${each} per credit`] : [];
  if (interval !== "YEAR") return notes;
  const saving = yearlySavingCents(plan);
  return [
    `${formatPrice(monthOfYear(amountCents, currency), currency)} a month`,
    ...(saving > 0 ? [`saves ${formatPrice(saving, currency)}`] : []),
    ...notes,
  ];
}
