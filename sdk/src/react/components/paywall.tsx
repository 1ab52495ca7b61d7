"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useBalance, useEntitlement } from "../hooks.js";
import type { OnResume, Refused } from "../live/resumption.js";
import { useTexts } from "../provider.js";
import { fill } from "../texts.js";
import { useResume } from "../use-resume.js";
import { BuyCredits } from "./buy-credits.js";
import { PricingTable } from "./pricing-table.js";
import { Pending } from "./states.js";

export type PaywallProps = {
  children: ReactNode;
  /** Shown in place of the packs or plans. */
  fallback?: ReactNode;
} & (
  | ({ /** The credits that are needed. */ required: number; feature?: undefined } & WaitingProps)
  | { /** The feature that the plan must include. */ feature: string; required?: undefined }
);

type WaitingProps = {
  /** What was refused: the problem's `resume`. It waits for `required` credits, also while the customer is at Checkout. */
  resume?: Omit<Refused, "required"> | null;
  /** Called with its id once credits suffice. A route of yours claims it, and does the work if the claim is the one. */
  onResume?: OnResume;
  /** Tells apart what waits behind different walls. */
  name?: string;
};

/**
 * Shows its children once the customer has the credits or the feature, and until then what to buy. Credits that are held count: they
 * are at work behind the wall. It hides, it does not protect: your server must place a hold, or check the entitlement, before it
 * does the work.
 */
export function Paywall(props: PaywallProps) {
  return props.feature === undefined ? <CreditsWall {...props} /> : <FeatureWall {...props} />;
}

function CreditsWall({
  required: needed,
  resume,
  onResume,
  name,
  children,
  fallback,
}: {
  required: number;
  children: ReactNode;
  fallback?: ReactNode;
} & WaitingProps) {
  const { balance, status } = useBalance();
  const { texts, creditsText } = useTexts();
  const { waiting, wait } = useResume({ onResume, name });
  const { id, expiresAt } = resume ?? {};
  useEffect(() => {
    if (id !== undefined) wait({ id, required: needed, expiresAt });
  }, [id, expiresAt, needed, wait]);
  const carried = onResume ? waiting : null;
  const required = Math.max(needed, carried?.required ?? 0);
  // What is held is at work and may come back: a wall in front of a running call would end it.
  if (balance && balance.available + balance.held >= required) return children;
  if (!balance) {
    return (
      <p className="refill-note" data-state={status === "error" ? "error" : "loading"} role="status">
        {status === "error" ? texts.balanceUnknown : texts.loading}
      </p>
    );
  }
  const values = { required: creditsText(required), available: creditsText(Math.max(balance.available, 0)) };
  return (
    <div className="refill-paywall" data-state="blocked">
      <p className="refill-paywall-reason">{fill(texts.paywallCredits, values)}</p>
      {carried && <p className="refill-note">{texts.paywallWaits}</p>}
      {fallback ?? <BuyCredits />}
    </div>
  );
}

function FeatureWall({ feature, children, fallback }: { feature: string; children: ReactNode; fallback?: ReactNode }) {
  const entitlement = useEntitlement(feature);
  const { data } = entitlement;
  if (data?.allowed) return children;
  if (!data) return <Pending {...entitlement} />;
  return <Blocked {...entitlement} data={data} fallback={fallback} />;
}

type BlockedProps = Pick<ReturnType<typeof useEntitlement>, "reload"> & {
  data: NonNullable<ReturnType<typeof useEntitlement>["data"]>;
  fallback: ReactNode;
};

/** A new plan brings credits, so the feature is checked again when the balance changes. */
function Blocked({ data, reload, fallback }: BlockedProps) {
  const { balance } = useBalance();
  const { texts } = useTexts();
  const available = balance?.available;
  const before = useRef(available);
  useEffect(() => {
    if (before.current !== undefined && before.current !== available) void reload();
    before.current = available;
  }, [available, reload]);
  const text = data.kind === "limit" && data.limit !== 0 ? texts.paywallLimit : texts.paywallFeature;
  return (
    <div className="refill-paywall" data-state="blocked">
      <p className="refill-paywall-reason">{fill(text, { feature: data.name })}</p>
      {fallback ?? <PricingTable />}
    </div>
  );
}
