import { type CardActions, CardButton } from "@/components/billing/card-button";
import { KeepLooking } from "@/components/billing/keep-looking";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { words } from "@/components/billing/outcome-words";
import { LinkButton } from "@/components/ui/button";

/** What came of saving a card. `on_file`: a visit that names no card of its own, such as from Stripe's portal. */
export type CardOutcome =
  | { state: "saved" }
  | { state: "on_file"; card: string }
  /** `card` is the one that is charged as before. */
  | { state: "not_saved"; card: string | null }
  | { state: "unknown" };

const TO_DASHBOARD = { href: "/dashboard", name: "Go to dashboard" } as const;
const TO_BILLING = { href: "/billing", name: "See billing" } as const;

/** Whether a card was saved, and how to go on, when no payment waits for it. */
export function CardResult({ outcome, actions }: { outcome: CardOutcome; actions: CardActions }) {
  switch (outcome.state) {
    case "saved":
      return (
        <OutcomeFrame level={1} title="Your card is saved.">
          <p className="max-w-xl text-muted">{words.cardSaved}</p>
          <Ways first={TO_BILLING} second={TO_DASHBOARD} />
        </OutcomeFrame>
      );
    case "on_file":
      return (
        <OutcomeFrame level={1} title={`Your saved card is ${outcome.card}.`}>
          <p className="max-w-xl text-muted">{words.cardOnFile}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <LinkButton href={TO_BILLING.href} look="primary">
              {TO_BILLING.name}
            </LinkButton>
            <CardButton actions={actions}>Use another card</CardButton>
          </div>
        </OutcomeFrame>
      );
    case "not_saved":
      return (
        <OutcomeFrame level={0} title="Your card was not saved.">
          <p className="max-w-xl text-muted">{words.cardNotSaved(outcome.card)}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <CardButton actions={actions} look="primary">
              Add a card
            </CardButton>
            <LinkButton href={TO_BILLING.href}>{TO_BILLING.name}</LinkButton>
          </div>
        </OutcomeFrame>
      );
    case "unknown":
      return (
        <OutcomeFrame level={0.5} title="Still checking your card.">
          <p className="max-w-xl text-muted">{words.cardUnknown}</p>
          <KeepLooking />
          <Ways first={TO_BILLING} second={TO_DASHBOARD} />
        </OutcomeFrame>
      );
  }
}
