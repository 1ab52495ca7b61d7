"use client";

import { type FormEvent, useId, useState } from "react";
import { formatNumber, formatPrice, parseCount } from "../format.js";
import { usePlans } from "../hooks.js";
import { useTexts } from "../provider.js";
import type { Pack } from "../runtime.js";
import { fill } from "../texts.js";
import { type Checkout, useCheckout } from "../use-checkout.js";
import { moreForLess, type Volume, volumePrice } from "../volume-price.js";
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
          {packs.map((pack) =>
            pack.volume ? (
              <AmountItem key={pack.id} pack={pack} volume={pack.volume} checkout={checkout} />
            ) : (
              <PackItem key={pack.id} pack={pack} checkout={checkout} />
            ),
          )}
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

/** Credits in an amount that the customer chooses, with its exact price. */
function AmountItem({ pack, volume, checkout }: { pack: Pack; volume: Volume; checkout: Checkout }) {
  const { texts, locale, creditsText } = useTexts();
  const id = useId();
  const [typed, setTyped] = useState(String(pack.credits));
  const { currency } = pack;
  const count = parseCount(typed);
  const credits = count !== null && count >= pack.credits && count <= volume.maxCredits ? count : null;
  const price = credits === null ? "" : formatPrice(volumePrice(currency, volume, credits), currency, locale);
  const better = credits === null ? null : moreForLess(currency, volume, credits);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (credits !== null) void checkout.buy(pack.key, 1, credits);
  }

  return (
    <li className="refill-pack" data-pack={pack.key}>
      <form className="refill-amount" onSubmit={submit}>
        <div className="refill-field">
          <label htmlFor={`${id}-credits`}>{pack.name}</label>{" "}
          <input
            id={`${id}-credits`}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            aria-invalid={credits === null || undefined}
            aria-describedby={`${id}-range ${id}-price`}
            onChange={(event) => setTyped(event.target.value)}
          />
          <p className="refill-hint" id={`${id}-range`}>
            {fill(texts.amountRange, {
              least: formatNumber(pack.credits, locale),
              most: formatNumber(volume.maxCredits, locale),
            })}
          </p>
        </div>
        <output className="refill-price" id={`${id}-price`} htmlFor={`${id}-credits`}>
          {price}
        </output>
        <button
          className="refill-button"
          data-variant="primary"
          type="submit"
          aria-busy={checkout.opening === pack.key}
          disabled={checkout.opening !== null || credits === null}
        >
          {checkout.opening === pack.key ? texts.opening : texts.buy}
        </button>
        <div aria-live="polite">
          {better && (
            <button className="refill-button" type="button" onClick={() => setTyped(String(better.credits))}>
              {fill(texts.moreForLess, {
                credits: creditsText(better.credits),
                price: formatPrice(better.amountCents, currency, locale),
              })}
            </button>
          )}
        </div>
      </form>
    </li>
  );
}
