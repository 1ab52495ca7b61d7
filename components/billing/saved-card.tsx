import { CreditCard } from "lucide-react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { type CardActions, CardButton } from "@/components/billing/card-button";
import { cardName } from "@/components/billing/card-name";
import { cx } from "@/components/ui/cx";
import type { SavedCardView } from "@/lib/billing/types";

type SavedCardProps = {
  card: SavedCardView | null;
  /** Whether a plan is charged to it. */
  charges: boolean;
  now: Date;
  actions: CardActions & Pick<BillingActions, "manageBilling">;
};

/** The card on file, with the ways to change it and to Stripe's pages for everything else. */
export function SavedCard({ card, charges, now, actions }: SavedCardProps) {
  const state = card ? expiry(card, now) : null;
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-line border-t pt-4">
      <div className="flex items-center gap-3">
        <CreditCard aria-hidden className="size-5 shrink-0 text-faint" />
        {card ? (
          <p>
            <span className="font-medium">{cardName(card)}</span>{" "}
            {state ? <span className={cx("text-muted", state.tone)}>{state.text}</span> : null}
          </p>
        ) : (
          <p className="text-muted">{charges ? "No saved card: your next payment will fail." : "No saved card."}</p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <CardButton actions={actions} size="small">
          {card ? "Update card" : "Add a card"}
        </CardButton>
        <BillingForm action={actions.manageBilling} look="quiet" size="small" label="Open Stripe's customer portal">
          Customer portal
        </BillingForm>
      </div>
    </div>
  );
}

const SOON_DAYS = 45;

/** A card is valid until the end of its expiry month. */
function expiry({ expMonth, expYear }: SavedCardView, now: Date): { text: string; tone: string } | null {
  if (!expMonth || !expYear) return null;
  const day = `${String(expMonth).padStart(2, "0")}/${String(expYear).slice(-2)}`;
  const daysLeft = (Date.UTC(expYear, expMonth, 1) - now.getTime()) / 86_400_000;
  if (daysLeft <= 0) return { text: `expired ${day}: save another card before the next payment`, tone: "text-danger" };
  if (daysLeft <= SOON_DAYS)
    return { text: `expires soon, on ${day}: save another card before then`, tone: "text-warn" };
  return { text: `expires ${day}`, tone: "" };
}
