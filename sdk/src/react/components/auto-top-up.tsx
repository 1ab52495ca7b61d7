"use client";

import { type FormEvent, useId, useState } from "react";
import { unwrap } from "../../client/problem.js";
import { amountText, formatPrice, parseAmount } from "../format.js";
import { useAutoTopup, usePlans } from "../hooks.js";
import { useRefill, useTexts } from "../provider.js";
import type { AutoTopupSettings, Pack } from "../runtime.js";
import { fill, type Texts } from "../texts.js";
import { Pending } from "./states.js";

/** The settings for buying a pack with the saved card when credits run low. */
export function AutoTopUp() {
  const settings = useAutoTopup();
  const plans = usePlans();
  const { texts } = useTexts();
  const title = useId();
  const packs = plans.data?.packs;
  return (
    <section className="refill-auto-top-up" aria-labelledby={title}>
      <h2 className="refill-title" id={title}>
        {texts.autoTopUpTitle}
      </h2>
      {!settings.data ? (
        <Pending {...settings} />
      ) : !packs ? (
        <Pending {...plans} />
      ) : packs.length === 0 ? (
        <p className="refill-note" data-state="empty">
          {texts.noPacks}
        </p>
      ) : (
        <Settings settings={settings.data} packs={packs} onSaved={settings.reload} />
      )}
    </section>
  );
}

const STOPPED: Record<NonNullable<AutoTopupSettings["stoppedReason"]>, keyof Texts> = {
  declined: "stoppedDeclined",
  action_required: "stoppedActionRequired",
  no_card: "stoppedNoCard",
  pack_gone: "stoppedPackGone",
  cap_reached: "stoppedCapReached",
};

type SettingsProps = { settings: AutoTopupSettings; packs: Pack[]; onSaved: () => Promise<void> };

function Settings({ settings, packs, onSaved }: SettingsProps) {
  const { runtime } = useRefill();
  const { texts, locale } = useTexts();
  const [enabled, setEnabled] = useState(settings.enabled);
  const [threshold, setThreshold] = useState(String(settings.threshold ?? 100));
  const [chosen, setChosen] = useState(settings.pack ?? packs[0]?.key ?? "");
  const pack = packs.find(({ key }) => key === chosen) ?? packs[0];
  const [cap, setCap] = useState(() => suggestedCap(settings, pack));
  const [note, setNote] = useState<{ state: "saving" | "saved" | "error"; text: string } | null>(null);
  const id = useId();
  if (!pack) return null;
  const { currency } = pack;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = Number(threshold);
    const monthlyCapCents = parseAmount(cap, currency);
    if (!Number.isSafeInteger(wanted) || wanted < 1) return setNote({ state: "error", text: texts.thresholdInvalid });
    if (monthlyCapCents === null || (pack && monthlyCapCents < pack.amountCents)) {
      const price = formatPrice(pack?.amountCents ?? 0, currency, locale);
      return setNote({ state: "error", text: fill(texts.capTooLow, { price }) });
    }
    setNote({ state: "saving", text: texts.saving });
    try {
      const body = { enabled, threshold: wanted, pack: chosen, monthlyCapCents };
      unwrap(await runtime.client.PUT("/api/v1/credits/auto-topup", { body }));
      setNote({ state: "saved", text: texts.saved });
      await onSaved();
    } catch {
      setNote({ state: "error", text: texts.saveFailed });
    }
  }

  const { card, stoppedReason } = settings;
  return (
    <form className="refill-form" onSubmit={(event) => void save(event)} noValidate>
      {stoppedReason && (
        <p className="refill-note" data-state="error">
          {texts[STOPPED[stoppedReason]]}
        </p>
      )}
      <p className="refill-note" data-state={card ? "idle" : "empty"}>
        {card
          ? fill(texts.card, {
              brand: card.brand.slice(0, 1).toUpperCase() + card.brand.slice(1),
              last4: card.last4 ?? "••••",
            })
          : texts.noCard}
      </p>
      <label className="refill-check">
        <input
          type="checkbox"
          checked={enabled}
          disabled={!card && !settings.enabled}
          onChange={(event) => setEnabled(event.target.checked)}
        />{" "}
        {texts.autoTopUpEnabled}
      </label>
      <div className="refill-field">
        <label htmlFor={`${id}-threshold`}>{texts.threshold}</label>{" "}
        <input
          id={`${id}-threshold`}
          inputMode="numeric"
          value={threshold}
          onChange={(event) => setThreshold(event.target.value)}
        />
      </div>
      <div className="refill-field">
        <label htmlFor={`${id}-pack`}>{texts.pack}</label>{" "}
        <select id={`${id}-pack`} value={pack.key} onChange={(event) => setChosen(event.target.value)}>
          {packs.map(({ id, key, name, amountCents, currency }) => (
            <option key={id} value={key}>
              {`${name}, ${formatPrice(amountCents, currency, locale)}`}
            </option>
          ))}
        </select>
      </div>
      <div className="refill-field">
        <label htmlFor={`${id}-cap`}>{fill(texts.monthlyCap, { currency: currency.toUpperCase() })}</label>{" "}
        <input id={`${id}-cap`} inputMode="decimal" value={cap} onChange={(event) => setCap(event.target.value)} />
        {settings.currency && (
          <p className="refill-hint">
            {fill(texts.spentThisMonth, {
              price: formatPrice(settings.spentThisMonthCents, settings.currency, locale),
            })}
          </p>
        )}
      </div>
      <button
        className="refill-button"
        data-variant="primary"
        type="submit"
        disabled={note?.state === "saving" || (!card && !settings.enabled)}
      >
        {texts.save}
      </button>
      <p className="refill-note" data-state={note?.state ?? "idle"} role="status">
        {note?.text}
      </p>
    </form>
  );
}

/** What was set in the pack's currency, or five packs. */
function suggestedCap({ monthlyCapCents, currency }: AutoTopupSettings, pack: Pack | undefined): string {
  if (!pack) return "";
  const isSet = monthlyCapCents !== null && currency === pack.currency;
  return amountText(isSet ? monthlyCapCents : pack.amountCents * 5, pack.currency);
}
