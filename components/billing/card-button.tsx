"use client";

import { type ComponentProps, lazy, Suspense, useRef, useState } from "react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import type { Button } from "@/components/ui/button";
import { Failed } from "@/components/ui/failed";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";
import type { InBrowser } from "@/lib/stripe/in-browser";

export type CardActions = Pick<BillingActions, "updateCard" | "beginCard" | "keepCard">;

type CardButtonProps = Pick<ComponentProps<typeof Button>, "look" | "size"> & {
  actions: CardActions;
  children: string;
};

// Most visits change no card, and the button is on every page of the account while a payment is overdue.
const CardDialog = lazy(() => import("@/components/billing/card-dialog"));

/** Adds or changes the saved card in a dialog. Without JavaScript or Stripe.js it leads to Stripe's page. */
export function CardButton({ actions, children, ...looks }: CardButtonProps) {
  const [stripe, setStripe] = useState<InBrowser | null>(null);
  const { pending, failure, run, retry } = useSending();
  const goesToStripe = useRef(false);

  const begin = (form: HTMLFormElement): boolean => {
    if (goesToStripe.current) return false;
    run(async () => {
      const begun = await actions.beginCard();
      if (!begun.ok) return void toast.error(begun.sentence);
      if (begun.stripe) return setStripe(begun.stripe);
      goesToStripe.current = true;
      form.requestSubmit();
    });
    return true;
  };
  return (
    <>
      <BillingForm action={actions.updateCard} pending={pending} instead={begin} {...looks}>
        {children}
      </BillingForm>
      <Failed failure={failure} pending={pending} retry={retry} className="w-full" />
      {stripe ? (
        <Suspense fallback={null}>
          <CardDialog
            key={stripe.clientSecret}
            title={children}
            stripe={stripe}
            keepCard={actions.keepCard}
            onClose={() => setStripe(null)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
