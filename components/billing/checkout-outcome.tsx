import { AnnounceMove, KeepLooking } from "@/components/billing/keep-looking";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { creditsText } from "@/components/ui/credits";
import type { ConfirmedCheckout } from "@/lib/billing/purchases/confirm-checkout";

/** What came of a Checkout, for the one who just returned from it. */
export function CheckoutOutcome({ outcome }: { outcome: ConfirmedCheckout }) {
  if (!outcome.ok) return outcome.reason === "unknown_session" ? <Unknown /> : <Unreachable />;
  switch (outcome.state) {
    case "complete":
      return <Complete outcome={outcome} />;
    case "pending":
      return (
        <OutcomeFrame level={0.5} title="Your payment is on its way.">
          <p className="max-w-xl text-muted">
            {outcome.description}: this way of paying takes a few days to arrive. Your credits come by themselves as
            soon as it does. You need not keep this page open.
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
            Free trials are limited to one for each person and each card, and this card has had one.{" "}
            {outcome.description} was not started and nothing was charged. You can subscribe without a trial: the
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
        <OutcomeFrame level={0.3} title="This payment is not finished.">
          <p className="max-w-xl text-muted">Nothing was charged yet. Begin again whenever you like.</p>
          <Ways
            first={{ href: "/pricing", name: "Back to pricing" }}
            second={{ href: "/dashboard", name: "Go to dashboard" }}
          />
        </OutcomeFrame>
      );
    case "expired":
      return (
        <OutcomeFrame level={0} title="This payment page has expired.">
          <p className="max-w-xl text-muted">Nothing was charged. Begin again whenever you like.</p>
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
          ? `You are on ${outcome.description}. Its credits refill every month by themselves.`
          : "They are in your balance and stay until you spend them."}
      </p>
      <Ways
        first={{ href: "/playground", name: "Spend some" }}
        second={{ href: "/billing", name: "See the receipt" }}
      />
    </OutcomeFrame>
  );
}

function Unknown() {
  return (
    <OutcomeFrame level={0} title="We do not know this payment.">
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
        The payment service does not answer right now. If you paid, nothing is lost: your credits come by themselves.
        This page keeps trying.
      </p>
      <KeepLooking />
      <Ways
        first={{ href: "/dashboard", name: "Go to dashboard" }}
        second={{ href: "/billing", name: "See billing" }}
      />
    </OutcomeFrame>
  );
}
