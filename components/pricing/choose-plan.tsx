import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { ChangeTo } from "@/components/pricing/change-to";
import type { OfferedPlan, OfferedPrice } from "@/components/pricing/offer";
import { orderPath } from "@/components/pricing/order";
import type { PlanViewer } from "@/components/pricing/plan-viewer";
import { words } from "@/components/pricing/words";
import { buttonStyle } from "@/components/ui/button";

type ChoosePlanProps = {
  plan: OfferedPlan;
  price: OfferedPrice;
  viewer: PlanViewer;
  picked: boolean | null;
  actions: BillingActions;
};

/** The button of a plan: sign up for it, subscribe, or change to it. */
export function ChoosePlan({ plan, price, viewer, picked, actions }: ChoosePlanProps) {
  const look = (picked ?? plan.highlighted) ? "primary" : "plain";
  const { signedIn, current, mayHaveTrial, trouble } = viewer;
  if (!signedIn) {
    const next = orderPath({ plan: plan.key, interval: price.interval });
    return (
      <a className={`${buttonStyle({ look })} w-full`} href={`/signup?next=${encodeURIComponent(next)}`}>
        <span className="truncate">Choose {plan.name}</span>
      </a>
    );
  }
  const isCurrent = current?.planKey === plan.key && current.price?.interval === price.interval;
  if (trouble?.kind === "overdue" && !isCurrent) return <p className="text-[12.5px] text-faint">{words.payFirst}</p>;
  if (current?.paid) return <ChangeTo plan={plan} price={price} current={current} picked={picked} actions={actions} />;
  const offersTrial = plan.trialDays > 0 && mayHaveTrial;
  return (
    <div className="grid grid-cols-1 gap-2">
      <BillingForm action={actions.subscribe} fields={{ price: price.id }} look={look} className="w-full">
        <span className="truncate">{offersTrial ? `Try ${plan.trialDays} days free` : `Choose ${plan.name}`}</span>
      </BillingForm>
      {offersTrial ? <p className="text-[12.5px] text-faint">{words.trialTerms}</p> : null}
    </div>
  );
}
