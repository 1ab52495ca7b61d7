import type { Metadata } from "next";
import { redeemCode } from "@/app/(account)/credits/promo-code-action";
import { PromoCodeForm } from "@/components/growth/promo-code-form";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/guards";

export const metadata: Metadata = {
  title: "Redeem a code",
  description: "Add the credits of a gift or promo code to your balance.",
  robots: { index: false },
};

/** Where who was given a code redeems it. Codes are typed, so that none is in an address that logs and histories keep. */
export default async function RedeemPage() {
  await requireUser("/redeem");
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <PageHeader title="Redeem a code" action={<LinkButton href="/credits">See your credits</LinkButton>}>
        Add the credits of a gift or promo code to your balance. A gift can be redeemed once.
      </PageHeader>
      <PromoCodeForm action={redeemCode} />
    </div>
  );
}
