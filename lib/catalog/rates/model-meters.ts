import { greatestCommonDivisor } from "@/lib/catalog/greatest-common-divisor";
import { type ModelPrices, TOKEN_KINDS, type TokenKind } from "@/lib/catalog/rates/models-dev";
import type { MeterInput } from "@/lib/catalog/schemas";
import { MODEL_PRICE_CURRENCY } from "@/lib/format/currencies";

export type RateTerms = {
  /** What a credit is worth in US dollars, as decimal text: "0.01". */
  creditPrice: string;
  /** What to multiply the provider's price by, as decimal text: "1.3" for 30 percent on top. */
  margin: string;
};

export type ModelMeter =
  | { ok: true; input: MeterInput }
  /** The kind is free, or costs more than a meter can hold. */
  | { ok: false; key: string; reason: "free" | "too_dear" };

const MILLION = 1_000_000n;
const MAX = 1_000_000_000_000_000n;
const FIRST_PLACE = 1000;
/** Millions of tokens that a rate is given for when the exact number does not fit. */
const ROUNDED = [1_000_000n, 100_000n, 10_000n, 1_000n, 100n, 10n, 1n];

/** The key of the meter for one kind of tokens of a model, such as gpt-5-1_input. */
export function modelMeterKey(modelId: string, kind: TokenKind): string {
  const name = modelId.slice(modelId.lastIndexOf("/") + 1).toLowerCase();
  const slug = name.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return `${/^[a-z]/.test(slug) ? slug : `m-${slug}`}_${TOKEN_KINDS[kind]}`;
}

/**
 * The meters of a model, one for each kind of tokens that has a price: price times margin by what a credit is worth, for some millions of
 * tokens. That is exact, so that nothing is rounded before a spend is, wherever it fits in a meter; with an odd worth of a credit, such as 0.1999, it is
 * rounded up to the next credit for many millions of tokens.
 */
export function modelMeters(model: ModelPrices, terms: RateTerms): ModelMeter[] {
  return (Object.keys(TOKEN_KINDS) as TokenKind[]).flatMap((kind) => {
    const price = model.prices[kind];
    return price === undefined ? [] : [meterOf(model, kind, price, terms)];
  });
}

function meterOf(model: ModelPrices, kind: TokenKind, price: string, terms: RateTerms): ModelMeter {
  const key = modelMeterKey(model.id, kind);
  const [cost, margin, worth] = [fraction(price), fraction(terms.margin), fraction(terms.creditPrice)];
  if (cost.dividend === 0n) return { ok: false, key, reason: "free" };
  const dividend = cost.dividend * margin.dividend * worth.divisor;
  const divisor = cost.divisor * margin.divisor * worth.dividend;
  const shared = greatestCommonDivisor(dividend, divisor);
  const rate = [divisor / shared, ...ROUNDED]
    .map((millions) => ({
      credits: roundUp(dividend * millions, divisor),
      perUnits: millions * MILLION,
      // Millionths of a cent are hundred-millionths of a dollar.
      micros: roundUp(cost.dividend * millions * 100n * MILLION, cost.divisor),
    }))
    .find(({ credits, perUnits, micros }) => credits <= MAX && perUnits <= MAX && micros <= MAX);
  if (!rate) return { ok: false, key, reason: "too_dear" };
  const words = TOKEN_KINDS[kind].replace("-", " ");
  const input: MeterInput = {
    key,
    name: `${model.name.trim().slice(0, 60)} ${words}`,
    description: `${price} USD for a million tokens at ${model.provider}, times ${terms.margin}.`.slice(0, 300),
    unit: "token",
    credits: Number(rate.credits),
    perUnits: Number(rate.perUnits),
    rounding: "UP",
    minimumCredits: 1,
    cost: { micros: Number(rate.micros), currency: MODEL_PRICE_CURRENCY },
    sortOrder: FIRST_PLACE,
  };
  return { ok: true, input };
}

type Fraction = { dividend: bigint; divisor: bigint };

/** "1.25" as 125 / 100. */
function fraction(decimal: string): Fraction {
  const [whole = "0", part = ""] = decimal.split(".");
  return { dividend: BigInt(whole + part), divisor: 10n ** BigInt(part.length) };
}

function roundUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
