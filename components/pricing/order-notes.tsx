import { KeepLooking } from "@/components/billing/keep-looking";
import { LazyAmountForm } from "@/components/pricing/lazy-amount-form";
import type { OfferedPack } from "@/components/pricing/offer";
import { words } from "@/components/pricing/order-words";
import { LinkButton } from "@/components/ui/button";
import { creditsText } from "@/components/ui/credits";
import { PageHeader } from "@/components/ui/page-header";

/** The order names a plan or pack that is not on sale. */
export function NotSold() {
  return (
    <div className="wrap grid justify-items-start gap-5 py-16">
      <PageHeader title={words.notSold}>{words.notSoldNote}</PageHeader>
      <LinkButton href="/pricing" look="primary">
        See plans and packs
      </LinkButton>
    </div>
  );
}

/** The order names an amount that the pack is not sold in. */
export function OtherAmount({ pack, next }: { pack: OfferedPack; next: string | undefined }) {
  const { volume } = pack;
  if (!volume) return <NotSold />;
  return (
    <div className="wrap grid justify-items-start gap-5 py-16">
      <PageHeader title={words.otherAmount}>{words.amounts(pack.credits, volume.maxCredits)}</PageHeader>
      <div className="w-full max-w-lg">
        <LazyAmountForm pack={{ ...pack, volume }} next={next} />
      </div>
    </div>
  );
}

/** The order names the free plan, which is not bought. */
export function FreePlanNote({ plan }: { plan: { name: string; creditsPerMonth: number } }) {
  return (
    <div className="wrap grid justify-items-start gap-5 py-16">
      <PageHeader title={words.free(plan.name)}>{words.freeNote(creditsText(plan.creditsPerMonth))}</PageHeader>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/dashboard" look="primary">
          Go to dashboard
        </LinkButton>
        <LinkButton href="/pricing">See all plans</LinkButton>
      </div>
    </div>
  );
}

/** The plan starts with a trial, which needs a verified address. The banner above has the button to send the link again. */
export function VerifyFirst({ plan, email }: { plan: string; email: string }) {
  return (
    <div className="wrap grid justify-items-start gap-5 py-16">
      <PageHeader title={words.verifyFirst(plan)}>{words.verifyNote(email)}</PageHeader>
      <KeepLooking />
      <LinkButton href="/dashboard">Later</LinkButton>
    </div>
  );
}
