"use client";

import { useId } from "react";
import { formatNumber, formatPrice } from "../format.js";
import { usePlans } from "../hooks.js";
import { useTexts } from "../provider.js";
import type { Pack } from "../runtime.js";
import { fill } from "../texts.js";
import { type Checkout, useCheckout } from "../use-checkout.js";
import { CheckoutNote, Pending } from "./states.js";

/** The packs that are on sale. Each button opens Stripe Checkout, which leads back to this page. */
export function BuyCredits({ packs: keys }: { /** Only these packs, by key. */ packs?: string[] }) {
  const plans = usePlans();
  const checkout = useCheckout("credits");
  const { texts } = useTexts();
  const title = useId();
  const packs = plans.data?.packs.filter(({ key }) => !keys || keys.includes(key));
  return (
    <section className="refill-buy" aria-labelledby={title}>
      <h2 className="refill-title" id={title}>
        {texts.buyTitle}
      </h2>
      <CheckoutNote checkout={checkout} success={texts.paid} />
      {!packs ? (
        <Pending {...plans} />
      ) : packs.length === 0 ? (
        <p className="refill-note" data-state="empty">
          {texts.noPacks}
        </p>
      ) : (
        <ul className="refill-packs">
          {packs.map((pack) => (
            <PackItem key={pack.id} pack={pack} checkout={checkout} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PackItem({ pack, checkout: { opening, buy } }: { pack: Pack; checkout: Checkout }) {
  const { texts, locale, creditsText } = useTexts();
  const price = formatPrice(pack.amountCents, pack.currency, locale);
  // Many packs are named after their credits.
  const credits = creditsText(pack.credits) === pack.name ? "" : creditsText(pack.credits);
  const bonus = pack.bonusCredits > 0 && `+ ${fill(texts.bonus, { count: formatNumber(pack.bonusCredits, locale) })}`;
  const contents = [credits, bonus].filter(Boolean).join(" ");
  return (
    <li className="refill-pack" data-pack={pack.key}>
      <div className="refill-pack-text">
        <p className="refill-pack-name">{pack.name}</p>
        {contents && <p className="refill-pack-credits">{contents}</p>}
        {pack.description && <p className="refill-pack-description">{pack.description}</p>}
      </div>
      <p className="refill-price">{price}</p>
      <button
        className="refill-button"
        data-variant="primary"
        type="button"
        aria-label={fill(texts.buyPack, { pack: pack.name, price })}
        aria-busy={opening === pack.key}
        disabled={opening !== null}
        onClick={() => void buy(pack.key)}
      >
        {opening === pack.key ? texts.opening : texts.buy}
      </button>
    </li>
  );
}
