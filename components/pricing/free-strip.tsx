import Link from "next/link";
import type { OfferedPlan } from "@/components/pricing/offer";
import { PlanLink } from "@/components/pricing/plan-link";
import type { PlanViewer } from "@/components/pricing/plan-viewer";
import { LinkButton } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Level } from "@/components/ui/level";
import { formatPrice } from "@/lib/format/money";

/** The free plan, below the paid ones. */
export function FreeStrip({
  plan,
  currency,
  viewer,
}: {
  plan: OfferedPlan;
  /** The currency of the plans above it. */
  currency: string;
  viewer: PlanViewer;
}) {
  return (
    <article
      aria-labelledby={`plan-${plan.key}`}
      className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card border border-line bg-surface px-5 py-4"
    >
      <Level share={0.22} className="h-9 w-[11px] rounded-t-[3px] rounded-b-[5px]" />
      <div className="min-w-0 flex-1 basis-60">
        <h2 id={`plan-${plan.key}`} className="wrap-anywhere font-semibold text-base">
          <PlanLink plan={plan} /> <span className="font-normal text-muted">{formatPrice(0, currency)}</span>
        </h2>
        <p className="wrap-anywhere text-muted">
          {formatCredits(plan.creditsPerMonth)} credits, refilled every month. {plan.features.join(". ")}
          {plan.features.length > 0 ? "." : ""} No card needed.
        </p>
      </div>
      {action(plan, viewer)}
    </article>
  );
}

function action(plan: OfferedPlan, { signedIn, current }: PlanViewer) {
  if (!signedIn) return <LinkButton href="/signup">Start free</LinkButton>;
  if (current?.planKey === plan.key) return <Chip tone="good">Your plan</Chip>;
  if (current?.paid && !current.becomesFree) {
    return <span className="text-muted">Verify your email address to get it when your paid plan ends</span>;
  }
  if (current?.endsAt) {
    return (
      <span className="text-muted">
        Starts on <DateTime at={current.endsAt} show="day" />
      </span>
    );
  }
  return (
    <span className="text-faint">
      You return to it when a paid plan ends
      {current?.paid ? (
        <>
          .{" "}
          <Link href="/billing" className="focus-ring rounded-md text-accent underline underline-offset-4">
            Cancel in billing
          </Link>
        </>
      ) : null}
    </span>
  );
}
