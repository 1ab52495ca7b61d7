import { type ReactNode, Suspense } from "react";
import { NextAmount } from "@/components/billing/next-amount";
import { isRefillDue, nextPayment, waitsForMoney } from "@/components/billing/plan-status";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { SubscriptionView } from "@/lib/billing/types";
import { formatPrice } from "@/lib/format/money";

/** A name and what it says, for a list of facts. Every page that tells a plan's next refill and charge takes them from here. */
export type NextFact = { name: string; text: ReactNode };

/** The next refill of the user's plan at `now`. */
export function nextRefillFact(subscription: SubscriptionView | null, now: Date): NextFact {
  return { name: "Next refill", text: refillText(subscription, now) };
}

function refillText(subscription: SubscriptionView | null, now: Date): ReactNode {
  const refill = subscription?.nextRefill;
  if (!refill) return subscription ? withoutRefill(subscription) : "none scheduled";
  const credits = creditsText(refill.credits);
  if (isRefillDue(subscription, now)) return `${credits} when your renewal is paid`;
  return (
    <>
      {credits} on <DateTime at={refill.at} show="day" />
    </>
  );
}

function withoutRefill(subscription: SubscriptionView): string {
  if (waitsForMoney(subscription)) return "after payment";
  return subscription.endsAt ? "none before the plan ends" : "none scheduled";
}

/**
 * The next charge of a plan at `now`; null when nothing will be charged. `amount`: `listed` is the list price, and
 * `invoiced` what discounts and the customer balance make of it, which only Stripe can tell.
 */
export function nextChargeFact(
  subscription: SubscriptionView,
  now: Date,
  amount: "listed" | "invoiced",
): NextFact | null {
  const next = nextPayment(subscription, now);
  switch (next.kind) {
    case "none":
      return null;
    case "ends":
      return { name: "Ends", text: <Ends at={next.at} /> };
    case "sent":
      return { name: "Invoice sent", text: <SentInvoice invoice={next.invoice} /> };
    case "overdue":
      return { name: "Due now", text: formatPrice(next.amountCents, next.currency) };
    case "paused":
      return { name: NEXT_CHARGE, text: <Paused resumesAt={next.resumesAt} /> };
    case "renewing":
      return { name: "Renewal", text: `${formatPrice(next.amountCents, next.currency)}, being charged` };
    case "coming": {
      const listed = formatPrice(next.amountCents, next.currency);
      return {
        name: next.isFirst ? "First charge" : NEXT_CHARGE,
        text: (
          <>
            {amount === "listed" ? (
              listed
            ) : (
              <Suspense fallback={listed}>
                <NextAmount subscriptionId={subscription.id} otherwise={listed} />
              </Suspense>
            )}{" "}
            on <DateTime at={next.at} show="day" />
          </>
        ),
      };
    }
  }
}

/** Also where nothing will be charged. */
export const NEXT_CHARGE = "Next charge";

function Ends({ at }: { at: Date }) {
  return (
    <>
      <DateTime at={at} show="day" />
      <span className="text-muted">, nothing more to pay</span>
    </>
  );
}

function SentInvoice({ invoice }: { invoice: NonNullable<SubscriptionView["collection"]["invoice"]> }) {
  const amount = formatPrice(invoice.amountCents, invoice.currency);
  return (
    <>
      {invoice.url ? (
        <a
          href={invoice.url}
          target="_blank"
          rel="noreferrer"
          className="focus-ring rounded-md underline underline-offset-4"
        >
          {amount}
          <span className="sr-only">, pay the invoice, opens a new tab</span>
        </a>
      ) : (
        amount
      )}
      {invoice.dueAt ? (
        <span className="text-muted">
          , due <DateTime at={invoice.dueAt} show="day" />
        </span>
      ) : null}
    </>
  );
}

function Paused({ resumesAt }: { resumesAt: Date | null }) {
  return resumesAt ? (
    <>
      paused until <DateTime at={resumesAt} show="day" />
    </>
  ) : (
    "paused"
  );
}
