import type { PayAction } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import type { OfferedPack } from "@/components/pricing/offer";
import { Card, CardHead } from "@/components/ui/card";
import { Chip, type Tone } from "@/components/ui/chip";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { GiftState } from "@/lib/billing/gifts/gift-state";
import type { GiftView } from "@/lib/billing/gifts/list-gifts";
import { formatMoney } from "@/lib/format/money";

type GiftsCardProps = {
  gifts: GiftView[];
  /** What can be bought as a gift; none while gifts are not sold. */
  packs: OfferedPack[];
  buyGift: PayAction;
};

/** The gift codes that a user bought, and buttons to buy more. Hidden when there are neither. */
export function GiftsCard({ gifts, packs, buyGift }: GiftsCardProps) {
  if (gifts.length + packs.length === 0) return null;
  return (
    <Card aria-label="Gifts" id="gifts" className="mt-1 scroll-mt-20">
      <CardHead title="Gifts" note="a code for someone else" />
      <div className="grid gap-4 px-4 pb-5 sm:px-5">
        {gifts.length > 0 ? (
          <ul className="grid gap-3">
            {gifts.map((gift) => (
              <li key={gift.paymentId} className="border-line border-t pt-3">
                <GiftLine gift={gift} />
              </li>
            ))}
          </ul>
        ) : null}
        {packs.length > 0 ? (
          <div className="flex flex-wrap gap-2">
            {packs.map(({ key, name, credits, bonusCredits, amountCents, currency }) => (
              <BillingForm key={key} action={buyGift} fields={{ pack: key }} label={`Buy ${name} as a gift`}>
                {`${creditsText(credits + bonusCredits)} for ${formatMoney(amountCents, currency)}`}
              </BillingForm>
            ))}
          </div>
        ) : null}
        <p className="max-w-prose text-[13px] text-muted">
          Whoever has the code can redeem it, once, at /redeem. A refund voids a code that was not redeemed, and takes
          the credits back from the account that redeemed it.
        </p>
      </div>
    </Card>
  );
}

/** A gift with its code and its state. */
export function GiftLine({ gift }: { gift: GiftView }) {
  const { credits, code, state, redeemedAt, expiresAt } = gift;
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{creditsText(credits)}</span>
        <Chip tone={TONES[state]}>{NAMES[state]}</Chip>
        <span className="text-[13px] text-muted">
          {redeemedAt ? (
            <>
              on <DateTime at={redeemedAt} show="day" />
            </>
          ) : state === "redeemable" ? (
            <>
              valid until <DateTime at={expiresAt} show="day" />
            </>
          ) : null}
        </span>
      </p>
      {state !== "redeemable" ? null : code ? (
        <code className="select-all break-all font-mono text-[13px]">{code}</code>
      ) : (
        <p className="text-[13px] text-muted">This code cannot be shown here. It can still be redeemed.</p>
      )}
    </div>
  );
}

const NAMES: Record<GiftState, string> = {
  redeemable: "Not redeemed",
  redeemed: "Redeemed",
  refunded: "Refunded",
  disputed: "Disputed",
  expired: "Expired",
};

const TONES: Record<GiftState, Tone> = {
  redeemable: "plain",
  redeemed: "good",
  refunded: "bad",
  disputed: "warn",
  expired: "warn",
};
