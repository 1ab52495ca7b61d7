"use client";

import { useEffect, useId, useRef, useState } from "react";
import type { OfferedPack } from "@/components/pricing/offer";
import { Button } from "@/components/ui/button";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Input } from "@/components/ui/field";
import { isSoldByVolume, moreForLess, type Volume, volumePrice } from "@/lib/catalog/volume-price";
import { formatPrice } from "@/lib/format/money";
import { formatPreciseMoney } from "@/lib/format/precise-money";
import { wholeNumber } from "@/lib/format/whole-number";

type AmountFormProps = {
  pack: OfferedPack & { volume: Volume };
  /** Where to go after paying. */
  next: string | undefined;
};

/** Credits in an amount that the buyer chooses, with its exact price; leads to the order. */
export function AmountForm({ pack, next }: AmountFormProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(String(pack.credits));
  // A visitor's page loads its scripts when it is first used: something may have been typed before.
  useEffect(() => setTyped(input.current?.value ?? ""), []);
  const { currency, volume } = pack;
  const digits = wholeNumber(typed);
  const credits = digits !== null && isSoldByVolume(pack, BigInt(digits)) ? BigInt(digits) : null;
  const better = credits && moreForLess(pack, credits);

  function choose(amount: bigint): void {
    if (input.current) input.current.value = String(amount);
    setTyped(String(amount));
  }

  return (
    <form action="/buy" method="get" className="grid gap-3" data-pack={pack.key}>
      <input type="hidden" name="pack" value={pack.key} />
      {next ? <input type="hidden" name="next" value={next} /> : null}
      <label htmlFor={id} className="font-semibold">
        {pack.name}
      </label>
      <div className="flex flex-wrap items-center gap-3">
        <Input
          id={id}
          name="credits"
          inputMode="numeric"
          autoComplete="off"
          ref={input}
          defaultValue={pack.credits}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          aria-describedby={`${id}-range ${id}-price`}
          aria-invalid={credits === null || undefined}
          className="w-32 text-right tabular-nums"
        />
        <Button type="submit">Buy</Button>
        <output id={`${id}-price`} htmlFor={id} className="font-semibold tabular-nums">
          {credits === null ? "" : `${creditsText(credits)} for ${formatPrice(volumePrice(pack, credits), currency)}`}
        </output>
      </div>
      <p id={`${id}-range`} className="text-[13px] text-muted">
        From {formatCredits(pack.credits)} to {formatCredits(volume.maxCredits)} credits, kept until spent.
      </p>
      <ul className="text-[13px] text-muted">
        {volume.tiers.map(({ fromCredits, priceMicros }) => (
          <li key={fromCredits}>
            From {formatCredits(Math.max(fromCredits, pack.credits))}:{" "}
            {formatPreciseMoney(BigInt(priceMicros), currency)} each
          </li>
        ))}
      </ul>
      <div aria-live="polite">
        {better ? (
          <Button type="button" look="quiet" onClick={() => choose(better.credits)}>
            Take {creditsText(better.credits)} for {formatPrice(better.amountCents, currency)}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
