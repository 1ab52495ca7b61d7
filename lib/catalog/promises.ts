import type { FeatureView, Limit, Limits } from "@/lib/catalog/types";
import { numberFormat } from "@/lib/format/formats";
import { plural } from "@/lib/format/plural";

type Offer = { limits: Limits; limitsPerUnit: boolean };

/**
 * What a plan's limits promise, one sentence each, in the order of the features: "3 workflows", "250 executions a month",
 * "API keys". Made from what is enforced, so that a card cannot promise anything else. A limit of 0 promises nothing.
 */
export function limitPromises({ limits, limitsPerUnit }: Offer, features: readonly FeatureView[]): string[] {
  return limitedFeatures(limits, features).flatMap((feature) => {
    const promise = promiseOf(feature, limits[feature.key] ?? null);
    return promise ? [`${promise}${limitsPerUnit && isCounted(limits[feature.key]) ? " per unit" : ""}`] : [];
  });
}

/** A plan's limits by the name of their feature, in words, for a table of plans. */
export function namedLimits({ limits }: Pick<Offer, "limits">, features: readonly FeatureView[]) {
  return limitedFeatures(limits, features).map((feature) => {
    const { name, kind, per } = feature;
    const counts = kind === "limit" && per === "window";
    return { name: counts ? `${name} a month` : name, text: limitText(feature, limits[feature.key]) };
  });
}

/** The features that limits name, in the order of the list, then those that it does not have. */
function limitedFeatures(limits: Limits, features: readonly FeatureView[]): FeatureView[] {
  const known = features.filter(({ key }) => Object.hasOwn(limits, key));
  const named = new Set(known.map(({ key }) => key));
  const others = Object.keys(limits).filter((key) => !named.has(key));
  return [...known, ...others.sort().map(unnamedFeature)];
}

/** A limit as a table of plans shows it: 3, 10 GB, unlimited, yes, small and large; a dash without one. */
function limitText(feature: FeatureView, limit: Limit | undefined): string {
  const { kind, name } = feature;
  if (limit === undefined || limit === 0) return "–";
  if (Array.isArray(limit)) return limit.length > 0 ? limit.join(", ") : "–";
  if (kind === "switch") return "yes";
  if (limit === null) return "unlimited";
  const unit = unitOf(feature, limit);
  return name.toLowerCase().includes(unit.toLowerCase()) ? number(limit) : `${number(limit)} ${unit}`;
}

/** The unit that so many are of: 1 workflow, 3 workflows, 3 GB; empty when the feature has none. */
export function unitOf({ unit, unitPlural }: Pick<FeatureView, "unit" | "unitPlural">, count: number | bigint): string {
  if (unit === "" || BigInt(count) === 1n) return unit;
  return unitPlural || plural(unit);
}

/** A feature for a limit that the list of features does not name: max_team_seats becomes "Max team seats". */
export function unnamedFeature(key: string): FeatureView {
  const words = key.replaceAll(/[_-]/g, " ");
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return {
    key,
    name,
    kind: "limit",
    unit: "",
    unitPlural: "",
    description: "",
    per: "window",
    sortOrder: 0,
    archivedAt: null,
  };
}

/**
 * Free sentences of a plan's card that say how much there is of credits or of a limited feature, in digits or in words: they
 * repeat a limit, or contradict it.
 */
export function repeatedLimits(sentences: readonly string[], features: readonly FeatureView[]): string[] {
  const counted = features
    .filter(({ kind }) => kind !== "switch")
    .flatMap(({ name, unit, unitPlural }) => [name, unit, unitPlural]);
  const nouns = [...counted.filter(Boolean), "credit"].flatMap((noun) => [noun, plural(noun), noun.replace(/s$/i, "")]);
  return sentences.filter((sentence) => {
    const words = sentence.toLowerCase();
    return HOW_MANY.test(words) && nouns.some((noun) => hasWord(words, noun.toLowerCase()));
  });
}

// Not behind or before a hyphen: "one-click" counts nothing.
const HOW_MANY =
  /\d|unlimited|(?<![\p{L}-])(no limits?|without (a |any )?limits?|limitless|every|all|any number|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a dozen|hundreds?|thousands?|millions?)(?![\p{L}-])/u;

function promiseOf(feature: FeatureView, limit: Limit): string | null {
  const { kind, name, unit, per } = feature;
  if (limit === 0) return null;
  if (Array.isArray(limit)) return limit.length > 0 ? `${name}: ${limit.join(", ")}` : null;
  if (kind === "switch") return name;
  if (limit === null) return unit ? `Unlimited ${unitOf(feature, 2)}` : `${name}: unlimited`;
  const each = per === "window" ? " a month" : "";
  return unit ? `${number(limit)} ${unitOf(feature, limit)}${each}` : `${name}: ${number(limit)}${each}`;
}

const isCounted = (limit: Limit | undefined): boolean => typeof limit === "number";
const number = (value: number): string => numberFormat({}).format(value);

function hasWord(sentence: string, word: string): boolean {
  return ` ${sentence}`
    .split(/[^\p{L}\d-]+/u)
    .join(" ")
    .concat(" ")
    .includes(` ${word} `);
}
