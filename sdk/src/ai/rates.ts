import type { RefillClient } from "../client/create-client.js";
import type { Item } from "../client/credits.js";
import { UnknownModelError } from "./errors.js";
import { USAGE_KINDS, type Usage, type UsageKind } from "./usage.js";

/** The meter for each kind of usage of a model. */
export type Rates = { [kind in UsageKind]?: string };

export type RateOptions = {
  /** The meters of each model. A model that is not named has those of the convention: see metersByConvention. */
  rates?: Record<string, Rates> | ((model: string) => Rates | undefined);
  /** For a model without a rate: the meters, or one for everything. Without it, such a call is refused. */
  onUnknownModel?: string | Rates;
};

const SUFFIXES: Record<UsageKind, string> = {
  input: "input",
  cacheRead: "cache-read",
  cacheWrite: "cache-write",
  output: "output",
  reasoning: "reasoning",
  image: "image",
  second: "second",
  character: "character",
};

// Where a kind has no meter of its own, it is counted as this one.
const COUNTED_AS: Rates & Partial<Record<UsageKind, UsageKind>> = {
  cacheRead: "input",
  cacheWrite: "input",
  reasoning: "output",
};

/** The meters of a model by convention: `openai/gpt-5.1` has `gpt-5-1_input`, `gpt-5-1_output` and so on. */
export function metersByConvention(model: string): Required<Rates> {
  const slug = model
    .slice(model.lastIndexOf("/") + 1)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  // The key of a meter begins with a letter.
  const prefix = /^[a-z]/.test(slug) ? slug : `m-${slug}`;
  return Object.fromEntries(USAGE_KINDS.map((kind) => [kind, `${prefix}_${SUFFIXES[kind]}`])) as Required<Rates>;
}

/** Turns usage of one model into quantities of meters, each meter once. */
export type ItemsOf = (usage: Usage) => Item[];

/**
 * How a model's usage is counted. `required` are the kinds that the call will certainly use.
 *
 * @throws UnknownModelError if one of them has no meter of the rate card.
 */
export async function ratesFor(
  client: RefillClient,
  { rates, onUnknownModel }: RateOptions,
  model: string,
  required: readonly UsageKind[],
): Promise<ItemsOf> {
  const own = typeof rates === "function" ? rates(model) : rates?.[model];
  const fallback = typeof onUnknownModel === "string" ? everyKind(onUnknownModel) : onUnknownModel;
  const first = own ?? metersByConvention(model);
  // A meter that was added just now is not in the list that is remembered.
  for (const fresh of [false, true]) {
    const known = await meterKeys(client, fresh);
    const found = [first, ...(fallback ? [fallback] : [])].find((one) => lacking(one, required, known).length === 0);
    if (found) return (usage) => itemsOf(usage, found, known);
  }
  throw new UnknownModelError(model, lacking(first, required, await meterKeys(client, false)));
}

const everyKind = (meter: string): Rates => Object.fromEntries(USAGE_KINDS.map((kind) => [kind, meter]));

/** The meters of these kinds that the rate card does not have. */
function lacking(rates: Rates, required: readonly UsageKind[], known: ReadonlySet<string>): string[] {
  return required.flatMap((kind) => {
    const meter = rates[kind];
    return meter !== undefined && known.has(meter) ? [] : [meter ?? `for ${kind}`];
  });
}

function itemsOf(usage: Usage, rates: Rates, known: ReadonlySet<string>): Item[] {
  const quantities = new Map<string, number>();
  for (const kind of USAGE_KINDS) {
    const quantity = usage[kind] ?? 0;
    if (quantity <= 0) continue;
    const meter = [kind, COUNTED_AS[kind] as UsageKind | undefined]
      .map((one) => (one === undefined ? undefined : rates[one]))
      .find((one) => one !== undefined && known.has(one));
    // Not counting it would give it away. The API refuses a meter that it does not have, which is reported.
    const key = meter ?? rates[kind] ?? `unknown_${SUFFIXES[kind]}`;
    quantities.set(key, (quantities.get(key) ?? 0) + quantity);
  }
  return [...quantities].map(([meter, quantity]) => ({ meter, quantity: rounded(quantity) }));
}

// The API takes six decimal places.
const rounded = (quantity: number) => Number(quantity.toFixed(6));

const REMEMBERED_MS = 5 * 60_000;
const FRESH_MS = 5_000;
const remembered = new WeakMap<RefillClient, { at: number; keys: Promise<ReadonlySet<string>> }>();

/** The keys of the rate card's meters, remembered for five minutes; `fresh` for five seconds. */
async function meterKeys(client: RefillClient, fresh: boolean): Promise<ReadonlySet<string>> {
  const found = remembered.get(client);
  if (found && Date.now() - found.at < (fresh ? FRESH_MS : REMEMBERED_MS)) return found.keys;
  const keys = client.credits.meters().then((meters) => new Set(meters.map(({ key }) => key)));
  remembered.set(client, { at: Date.now(), keys });
  // What failed is not remembered.
  keys.catch(() => remembered.delete(client));
  return keys;
}
