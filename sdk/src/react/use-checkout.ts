"use client";

import { useEffect, useState } from "react";
import { unwrap } from "../client/problem.js";
import { useRefill } from "./provider.js";

/** Where a customer comes back from. */
type Origin = "credits" | "plan";

export type Checkout = {
  /** What is being opened: a pack's key, a price's lookup key, or `portal`. */
  opening: string | null;
  error: Error | null;
  /** How Checkout ended, on the page that it leads back to. */
  outcome: "success" | "canceled" | null;
  /** Of a pack with `volume`, `credits` is the amount to buy; then the quantity is 1. */
  buy: (pack: string, quantity?: number, credits?: number) => Promise<void>;
  subscribe: (price: string) => Promise<void>;
  openPortal: () => Promise<void>;
};

/** Opens Stripe Checkout, which leads back to this page, and says how it ended. */
export function useCheckout(origin: Origin): Checkout {
  const { runtime, navigate } = useRefill();
  const [opening, setOpening] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const outcome = useOutcome(origin);

  async function open(what: string, start: (returnUrl: string) => Promise<{ url: string }>): Promise<void> {
    setOpening(what);
    setError(null);
    try {
      const { url } = await start(returnUrl(window.location.href, origin));
      navigate(url);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setOpening(null);
    }
  }

  const { client } = runtime;
  return {
    opening,
    error,
    outcome,
    buy: (pack, quantity = 1, credits) =>
      open(pack, async (returnUrl) =>
        unwrap(
          await client.POST("/api/v1/credits/checkout", {
            body: { pack, quantity, ...(credits !== undefined && { credits }), returnUrl },
          }),
        ),
      ),
    subscribe: (price) =>
      open(price, async (returnUrl) =>
        unwrap(await client.POST("/api/v1/subscription/checkout", { body: { price, returnUrl } })),
      ),
    openPortal: () =>
      open("portal", async (returnUrl) => unwrap(await client.POST("/api/v1/billing/portal", { body: { returnUrl } }))),
  };
}

const OUTCOME = "refill_checkout";
const ORIGIN = "refill_from";

/** The page's address with a note of what was bought, and without that of an earlier return. */
export function returnUrl(href: string, origin: Origin): string {
  const url = new URL(href);
  url.searchParams.delete(OUTCOME);
  url.searchParams.set(ORIGIN, origin);
  return url.href;
}

/** Read after hydration, because the server does not render it. The address keeps it until the customer goes on. */
function useOutcome(origin: Origin): Checkout["outcome"] {
  const [outcome, setOutcome] = useState<Checkout["outcome"]>(null);
  useEffect(() => setOutcome(outcomeOf(window.location.href, origin)), [origin]);
  return outcome;
}

export function outcomeOf(href: string, origin: Origin): Checkout["outcome"] {
  const { searchParams } = new URL(href);
  const outcome = searchParams.get(OUTCOME);
  if (searchParams.get(ORIGIN) !== origin) return null;
  return outcome === "success" || outcome === "canceled" ? outcome : null;
}
