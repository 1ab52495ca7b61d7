import { KeepLooking } from "@/components/billing/keep-looking";
import { words } from "@/components/pricing/order-words";
import { LinkButton } from "@/components/ui/button";
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
