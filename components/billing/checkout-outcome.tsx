import type { ReactNode } from "react";
import { AnnounceMove, KeepLooking } from "@/components/billing/keep-looking";
import { LinkButton } from "@/components/ui/button";
import { creditsText } from "@/components/ui/credits";
import { Level } from "@/components/ui/level";
import type { ConfirmedCheckout } from "@/lib/billing/confirm-checkout";

/** What came of a Checkout, for the one who just returned from it. */
export function CheckoutOutcome({ outcome }: { outcome: ConfirmedCheckout }) {
  if (!outcome.ok) return outcome.reason === "unknown_session" ? <Unknown /> : <Unreachable />;
  switch (outcome.state) {
    case "complete":
      return <Complete outcome={outcome} />;
    case "pending":
      return (
        <Frame level={0.5} title="Your payment is on its way.">
          <p className="max-w-xl text-muted">
            {outcome.description}: this way of paying takes a few days to arrive. Your credits come by themselves as
            soon as it does. You need not keep this page open.
          </p>
          <KeepLooking />
          <Ways
            first={{ href: "/dashboard", name: "Go to dashboard" }}
            second={{ href: "/billing", name: "See billing" }}
          />
        </Frame>
      );
    case "open":
      return (
        <Frame level={0.3} title="This payment is not finished.">
          <p className="max-w-xl text-muted">Nothing was charged yet. Begin again whenever you like.</p>
          <Ways
            first={{ href: "/pricing", name: "Back to pricing" }}
            second={{ href: "/dashboard", name: "Go to dashboard" }}
          />
        </Frame>
      );
    case "expired":
      return (
        <Frame level={0} title="This payment page has expired.">
          <p className="max-w-xl text-muted">Nothing was charged. Begin again whenever you like.</p>
          <Ways
            first={{ href: "/pricing", name: "Back to pricing" }}
            second={{ href: "/dashboard", name: "Go to dashboard" }}
          />
        </Frame>
      );
  }
}

function Complete({ outcome }: { outcome: Extract<ConfirmedCheckout, { ok: true }> }) {
  const plan = outcome.kind === "subscription";
  return (
    <Frame level={1} title={outcome.credits === null ? "Thank you." : `${creditsText(outcome.credits)} are yours.`}>
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
    </Frame>
  );
}

function Unknown() {
  return (
    <Frame level={0} title="We do not know this payment.">
      <p className="max-w-xl text-muted">
        The link is incomplete, or the payment was made from another account. If you paid, the credits are in that
        account&apos;s balance.
      </p>
      <Ways
        first={{ href: "/billing", name: "See billing" }}
        second={{ href: "/dashboard", name: "Go to dashboard" }}
      />
    </Frame>
  );
}

function Unreachable() {
  return (
    <Frame level={0.5} title="Still checking your payment.">
      <p className="max-w-xl text-muted">
        The payment service does not answer right now. If you paid, nothing is lost: your credits come by themselves.
        This page keeps trying.
      </p>
      <KeepLooking />
      <Ways
        first={{ href: "/dashboard", name: "Go to dashboard" }}
        second={{ href: "/billing", name: "See billing" }}
      />
    </Frame>
  );
}

function Frame({ level, title, children }: { level: number; title: string; children: ReactNode }) {
  return (
    <div className="wrap grid justify-items-start gap-4 py-20" role="status">
      <Level
        share={level}
        className="h-14 w-8 rounded-t-[4px] rounded-b-[11px] border-2 [&>span]:animate-[fill_900ms_ease-out]"
      />
      <h1 className="font-semibold text-[28px] leading-tight tracking-[-0.02em]">{title}</h1>
      {children}
    </div>
  );
}

type Way = { href: "/dashboard" | "/billing" | "/pricing" | "/playground"; name: string };

function Ways({ first, second }: { first: Way; second: Way }) {
  return (
    <div className="flex flex-wrap gap-2">
      <LinkButton href={first.href} look="primary">
        {first.name}
      </LinkButton>
      <LinkButton href={second.href}>{second.name}</LinkButton>
    </div>
  );
}
