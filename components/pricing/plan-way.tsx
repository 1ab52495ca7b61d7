import { LinkButton } from "@/components/ui/button";

/** The button of a plan's own page: to choose it on the price list, or to manage it when it is the user's. */
export function PlanWay({ plan, isOwn }: { plan: { key: string; name: string }; isOwn: boolean }) {
  return isOwn ? (
    <LinkButton href="/billing" look="primary" size="large">
      Manage your plan
    </LinkButton>
  ) : (
    <LinkButton href={`/pricing?plan=${plan.key}`} look="primary" size="large" className="max-w-full">
      <span className="truncate">Choose {plan.name}</span>
    </LinkButton>
  );
}
