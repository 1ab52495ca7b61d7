"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { InBrowser } from "@/lib/stripe/in-browser";

/** Saves what was entered. Problems of single fields are shown beside them, and are no `problem`. */
export type SaveCard = () => Promise<{ setupIntent: string } | { problem: string | null }>;

type CardFieldsProps = {
  stripe: InBrowser;
  save: RefObject<SaveCard | null>;
  onFailed: (sentence: string) => void;
};

/** The fields of a card, in a frame of Stripe's: the number never reaches the app. */
export function CardFields({ stripe: wanted, save, onFailed }: CardFieldsProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isReady, setReady] = useState(false);

  useEffect(() => {
    let isGone = false;
    let remove = () => {};
    const show = async () => {
      const { stripeJs } = await import("@/components/billing/stripe-js");
      const stripe = await stripeJs(wanted);
      if (isGone || !place.current) return;
      const elements = stripe.elements({ clientSecret: wanted.clientSecret, appearance: appearance() });
      const fields = elements.create("payment");
      fields.on("ready", () => setReady(true));
      fields.on("loaderror", () => onFailed(NOT_LOADED));
      fields.mount(place.current);
      remove = () => fields.destroy();
      save.current = async () => {
        const { error, setupIntent } = await stripe.confirmSetup({
          elements,
          redirect: "if_required",
          confirmParams: { return_url: `${window.location.origin}/billing/card-updated` },
        });
        if (setupIntent) return { setupIntent: setupIntent.id };
        return { problem: error?.type === "validation_error" ? null : (error?.message ?? NOT_SAVED) };
      };
    };
    show().catch(() => isGone || onFailed(NOT_LOADED));
    return () => {
      isGone = true;
      save.current = null;
      remove();
    };
  }, [wanted, save, onFailed]);

  return (
    <div className="grid gap-3">
      <p>Your next payments and top-ups are charged to this card. It goes to Stripe, and we never see its number.</p>
      {isReady ? null : (
        <div role="status" aria-label="Loading the card form" className="grid gap-3">
          <Skeleton className="h-11 w-full" />
          <Skeleton className="h-11 w-full" />
        </div>
      )}
      <div ref={place} />
    </div>
  );
}

const NOT_LOADED = "The card form did not load. Check your connection and try again.";
const NOT_SAVED = "Your card was not saved.";

/** The app's colors for Stripe's frame (docs.stripe.com/elements/appearance-api). */
function appearance() {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    theme: style.colorScheme.includes("dark") ? ("night" as const) : ("stripe" as const),
    variables: {
      borderRadius: "8px",
      colorBackground: color("--surface"),
      colorDanger: color("--danger"),
      colorPrimary: color("--accent"),
      colorText: color("--ink"),
      colorTextSecondary: color("--muted"),
      fontSizeBase: "14px",
    },
  };
}
