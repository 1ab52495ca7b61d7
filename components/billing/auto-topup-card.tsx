import type { Route } from "next";
import { AutoTopupForm } from "@/components/billing/auto-topup-form";
import { type CardActions, CardButton } from "@/components/billing/card-button";
import { cardName } from "@/components/billing/card-name";
import { currencyOf, type OfferedPack } from "@/components/pricing/offer";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import type { FormAction } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import type { AutoTopupStop, AutoTopupView } from "@/lib/billing/types";
import { formatPrice, moneyText } from "@/lib/format/money";

type AutoTopupCardProps = {
  rule: AutoTopupView;
  packs: OfferedPack[];
  save: FormAction;
  card: CardActions;
};

/** Buys a pack automatically when credits run low: settings, status and the card it charges. */
export function AutoTopupCard({ rule, packs, save, card }: AutoTopupCardProps) {
  const [first] = packs;
  const currency = rule.currency ?? currencyOf([], packs);
  return (
    <Card aria-label="Auto top-up" id="auto-topup" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead
        title="Auto top-up"
        note="buys a pack when you run low"
        action={<Chip tone={rule.enabled ? "good" : "plain"}>{rule.enabled ? "On" : "Off"}</Chip>}
      />
      <div className="grid gap-4 px-4 pb-5 sm:px-5">
        <Stopped rule={rule} />
        {rule.card === null ? <NoCard card={card} /> : null}
        <AutoTopupForm
          action={save}
          packs={packs.map((pack) => ({
            id: pack.id,
            label: `${pack.name}, ${formatPrice(pack.amountCents, pack.currency)}`,
          }))}
          currency={packs.every((pack) => pack.currency === currency) ? currency : null}
          canEnable={rule.card !== null}
          enabled={rule.enabled}
          initial={{
            threshold: String(rule.thresholdCredits ?? 50n),
            pack: rule.pack?.id ?? first?.id ?? "",
            monthlyCapCents: moneyText(rule.monthlyCapCents ?? 5 * (first?.amountCents ?? 0), currency),
          }}
        />
        <p className="text-[13px] text-muted">
          {formatPrice(rule.spentThisMonthCents, currency)} spent this month
          {rule.card ? `, charged to ${cardName(rule.card)}` : ""}.{rule.inFlight ? " A payment is in progress." : ""}{" "}
          Auto top-up makes one payment at a time, at least five minutes apart.
        </p>
      </div>
    </Card>
  );
}

const SENTENCES: Record<AutoTopupStop, string> = {
  declined:
    "Auto top-up stopped: your card was declined several times in a row. Save another card, then turn it on again.",
  action_required:
    "Auto top-up stopped: your bank asked you to confirm a payment. Confirm it, then turn auto top-up on again.",
  no_card: "Auto top-up stopped: there was no saved card to charge.",
  pack_gone: "Auto top-up stopped: the pack is no longer sold. Choose another, then turn it on again.",
  cap_reached: "Auto top-up has reached your limit for this month.",
};

function Stopped({ rule }: { rule: AutoTopupView }) {
  const { stoppedReason: reason, nextAttemptAt: resumesAt, paymentToConfirm } = rule;
  if (!reason) return null;
  const confirm = paymentToConfirm ? (
    <LinkButton href={`/billing/confirm/${paymentToConfirm}` as Route} size="small">
      Confirm the payment
    </LinkButton>
  ) : null;
  return (
    <Notice tone="warn" action={confirm}>
      {SENTENCES[reason]}{" "}
      {reason === "cap_reached" && resumesAt ? (
        <>
          It resumes on <DateTime at={resumesAt} show="day" />, or when you raise the limit.
        </>
      ) : null}
    </Notice>
  );
}

function NoCard({ card }: Pick<AutoTopupCardProps, "card">) {
  return (
    <Notice
      tone="info"
      action={
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/credits#packs" size="small">
            Buy a pack
          </LinkButton>
          <CardButton actions={card} size="small">
            Add a card
          </CardButton>
        </div>
      }
    >
      You have no saved card. The card of your next purchase is saved for auto top-up, or you can add one now.
    </Notice>
  );
}
