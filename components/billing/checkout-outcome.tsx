import { AnnounceMove, KeepLooking } from "@/components/billing/keep-looking";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { creditsText } from "@/components/ui/credits";
import type { ConfirmedCheckout } from "@/lib/billing/purchases/confirm-checkout";

/** The outcome of a Checkout session, for the user who returns from it. */
export function CheckoutOutcome({ outcome }: { outcome: ConfirmedCheckout }) {
  if (!outcome.ok) return outcome.reason === "unknown_session" ? <Unknown /> : <Unreachable />;
  switch (outcome.state) {
    case "complete":
      return <Complete outcome={outcome} />;
    case "pending":
      return (
        <OutcomeFrame level={0.5} title="Your payment is processing.">
          <p className="max-w-xl text-muted">
            {outcome.description}: this payment method takes a few days. We add your credits as soon as the payment
            arrives. You can close this page.
          </p>
          <KeepLooking />
          <Ways
            first={{ href: "/dashboard", name: "Go to dashboard" }}
            second={{ href: "/billing", name: "See billing" }}
          />
        </OutcomeFrame>
      );
    case "trial_refused":
      return (
        <OutcomeFrame level={0} title="Your trial did not start.">
          <p className="max-w-xl text-muted">
            Free trials are limited to one per person and per card, and this card has already had one.{" "}
            {outcome.description} was not started and nothing was charged. You can subscribe without a trial; the
            payment page then shows what you pay.
          </p>
          <Ways
            first={{ href: "/pricing", name: "See the plans" }}
            second={{ href: "/dashboard", name: "Go to dashboard" }}
          />
        </OutcomeFrame>
      );
    case "open":
      return (
        <OutcomeFrame level={0.3} title="This payment is incomplete.">
          <p className="max-w-xl text-muted">Nothing has been charged yet. You can start again at any time.</p>
          <Ways
            first={{ href: "/pricing", name: "Back to pricing" }}
            second={{ href: "/dashboard", name: "Go to dashboard" }}
          />
        </OutcomeFrame>
      );
    case "expired":
      return (
        <OutcomeFrame level={0} title="This payment page has expired.">
          <p className="max-w-xl text-muted">Nothing was charged. You can start again at any time.</p>
          <Ways
            first={{ href: "/pricing", name: "Back to pricing" }}
            second={{ href: "/dashboard", name: "Go to dashboard" }}
          />
        </OutcomeFrame>
      );
  }
}

function Complete({ outcome }: { outcome: Extract<ConfirmedCheckout, { ok: true }> }) {
  const plan = outcome.kind === "subscription";
  return (
    <OutcomeFrame
      level={1}
      title={outcome.credits === null ? "Thank you." : `${creditsText(outcome.credits)} are yours.`}
    >
      <AnnounceMove />
      <p className="max-w-xl text-muted">
        {plan
          ? `You are on ${outcome.description}. Its credits refill automatically every month.`
          : "They are in your balance and never expire."}
      </p>
      <Ways
        first={{ href: "/playground", name: "Try the playground" }}
        second={{ href: "/billing", name: "See the receipt" }}
      />
    </OutcomeFrame>
  );
}

function Unknown() {
  return (
    <OutcomeFrame level={0} title="We can't find this payment.">
      <p className="max-w-xl text-muted">
        The link is incomplete, or the payment was made from another account. If you paid, the credits are in that
        account&apos;s balance.
      </p>
      <Ways
        first={{ href: "/billing", name: "See billing" }}
        second={{ href: "/dashboard", name: "Go to dashboard" }}
      />
    </OutcomeFrame>
  );
}

function Unreachable() {
  return (
    <OutcomeFrame level={0.5} title="Still checking your payment.">
      <p className="max-w-xl text-muted">
        The payment service is not responding right now. If you paid, your credits will be added automatically. This
        page keeps checking.
      </p>
      <KeepLooking />
      <Ways
        first={{ href: "/dashboard", name: "Go to dashboard" }}
        second={{ href: "/billing", name: "See billing" }}
      />
    </OutcomeFrame>
  );
}
