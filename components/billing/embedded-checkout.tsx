"use client";

import type { StripeEmbeddedCheckout } from "@stripe/stripe-js";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type SaleWords, CHECKOUT_WORDS as WORDS } from "@/components/billing/checkout-words";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { InBrowser } from "@/lib/stripe/in-browser";

/** What Stripe.js shows, or why not, for the person who wanted to pay. */
export type OpenedInPage = { ok: true; stripe: InBrowser } | { ok: false; sentence: string };

type Stage = { at: "loading" | "shown" | "failed" } | { at: "refused"; sentence: string };

type EmbeddedCheckoutProps = {
  open: () => Promise<OpenedInPage>;
  /** Where something else is chosen, when this cannot be bought. */
  back: SaleWords["back"];
  /** The other way to pay, unless this cannot be bought. */
  children: ReactNode;
};

/** Stripe's Checkout in a frame of the page. It leads to the success page. */
export function EmbeddedCheckout({ open, back, children }: EmbeddedCheckoutProps) {
  const place = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<Stage>({ at: "loading" });
  const [attempt, setAttempt] = useState(1);

  // Every refresh of the page brings another function; what somebody is typing must outlive it.
  const opens = useRef(open);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens another Checkout.
  useEffect(() => {
    let isGone = false;
    let checkout: StripeEmbeddedCheckout | undefined;
    const show = async () => {
      const [opened, { stripeJs }] = await Promise.all([opens.current(), import("@/components/billing/stripe-js")]);
      if (isGone) return;
      if (!opened.ok) return setStage({ at: "refused", sentence: opened.sentence });
      const stripe = await stripeJs(opened.stripe);
      if (isGone) return;
      const fetchClientSecret = async () => opened.stripe.clientSecret;
      const made = await stripe.createEmbeddedCheckoutPage({ fetchClientSecret });
      if (isGone || !place.current) return made.destroy();
      checkout = made;
      made.mount(place.current);
      setStage({ at: "shown" });
    };
    show().catch(() => isGone || setStage({ at: "failed" }));
    return () => {
      isGone = true;
      checkout?.destroy();
    };
  }, [attempt]);

  const again = () => {
    setStage({ at: "loading" });
    setAttempt((before) => before + 1);
  };
  return (
    <>
      <div className="mt-6 noscript:hidden">
        {stage.at === "loading" ? <Loading /> : null}
        {stage.at === "refused" ? (
          <Notice
            tone="bad"
            live
            action={
              <LinkButton href={back.href} size="small">
                {back.name}
              </LinkButton>
            }
          >
            {stage.sentence}
          </Notice>
        ) : null}
        {stage.at === "failed" ? (
          <Notice
            tone="bad"
            live
            action={
              <Button size="small" onClick={again}>
                {WORDS.again}
              </Button>
            }
          >
            {WORDS.failed}
          </Notice>
        ) : null}
        <div ref={place} className="overflow-hidden rounded-card" />
      </div>
      {stage.at === "refused" ? null : children}
    </>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={WORDS.loading} className="grid gap-6 md:grid-cols-2">
      <Skeleton className="h-64 w-full" />
      <Skeleton className="h-96 w-full" />
    </div>
  );
}
