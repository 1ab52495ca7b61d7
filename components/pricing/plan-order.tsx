import { BillingForm } from "@/components/billing/billing-form";
import type { OfferedPlan, OfferedPrice } from "@/components/pricing/offer";
import { OrderFrame } from "@/components/pricing/order-frame";
import { words } from "@/components/pricing/order-words";
import { SubmitOnce } from "@/components/pricing/submit-once";
import { LinkButton } from "@/components/ui/button";
import { formatCredits } from "@/components/ui/credits";
import type { FormAction } from "@/components/ui/form-state";
import { formatPrice } from "@/lib/format/money";

type PlanOrderProps = {
  plan: OfferedPlan;
  price: OfferedPrice;
  withTrial: boolean;
  next: string | undefined;
  subscribe: FormAction;
};

/** A plan that was chosen before signing in, on the way to its payment page. */
export function PlanOrder({ plan, price, withTrial, next, subscribe }: PlanOrderProps) {
  const yearly = price.interval === "YEAR";
  const amount = formatPrice(price.amountCents, price.currency);
  return (
    <OrderFrame
      title={`${plan.name}, billed ${yearly ? "yearly" : "monthly"}`}
      note={withTrial ? words.trialNote(plan.trialDays) : words.planNote}
      lines={[
        { name: "Credits a month", amount: formatCredits(plan.creditsPerMonth) },
        { name: yearly ? "A year" : "A month", amount },
        { name: "Due today", amount: withTrial ? formatPrice(0, price.currency) : amount },
      ]}
    >
      <BillingForm
        action={subscribe}
        fields={{ price: price.id, ...(next && { next }) }}
        look="primary"
        size="large"
        className="w-full"
      >
        {words.toPayment}
        <SubmitOnce />
      </BillingForm>
      <LinkButton href="/pricing" look="quiet">
        Choose another plan
      </LinkButton>
    </OrderFrame>
  );
}
