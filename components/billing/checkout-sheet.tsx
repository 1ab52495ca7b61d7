import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { BillingForm } from "@/components/billing/billing-form";
import { type SaleWords, CHECKOUT_WORDS as WORDS } from "@/components/billing/checkout-words";
import { EmbeddedCheckout, type OpenedInPage } from "@/components/billing/embedded-checkout";
import { LinkButton } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form-state";
import { PageHeader } from "@/components/ui/page-header";

type CheckoutSheetProps = {
  words: SaleWords;
  /** Opens Checkout in the page; null when people pay on Stripe's page. */
  open: (() => Promise<OpenedInPage>) | null;
  /** The form that leads to Stripe's page. */
  hosted: { action: FormAction; fields: Record<string, string> };
};

/** What is bought, with Checkout below it and the way to Stripe's page, which works without JavaScript. */
export function CheckoutSheet({ words, open, hosted }: CheckoutSheetProps) {
  const onStripe = (
    <div className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-2 text-muted">
      {open ? (
        <>
          <p className="noscript:hidden">{WORDS.elsewhere}</p>
          <p className="hidden noscript:block">{WORDS.leave}</p>
        </>
      ) : (
        <p>{WORDS.leave}</p>
      )}
      <BillingForm {...hosted} look={open ? "plain" : "primary"} size={open ? "small" : "medium"}>
        {open ? WORDS.toStripe : WORDS.onward}
      </BillingForm>
    </div>
  );
  return (
    <div className="wrap pt-8 pb-12">
      <Link
        href={words.back.href}
        className="focus-ring mb-4 inline-flex items-center gap-1.5 rounded-md text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" /> {words.back.name}
      </Link>
      <PageHeader title={words.title}>{words.terms}</PageHeader>
      {open ? (
        <EmbeddedCheckout open={open} back={words.back}>
          {onStripe}
        </EmbeddedCheckout>
      ) : (
        onStripe
      )}
    </div>
  );
}

export function NothingToBuy() {
  return (
    <div className="wrap grid justify-items-start gap-4 py-16">
      <PageHeader title={WORDS.nothing}>{WORDS.nothingMore}</PageHeader>
      <LinkButton href="/pricing" look="primary">
        See plans and packs
      </LinkButton>
    </div>
  );
}
