import { unitOf } from "@/lib/catalog/promises";
import type { FeatureView, Limit, Limits } from "@/lib/catalog/types";
import { numberFormat } from "@/lib/format/formats";

export type Card = { sentences: readonly string[]; limits: Limits; creditsPerMonth: number };

/** A sentence of a card that promises something else than is enforced. `line` counts from 1. */
export type Contradiction = { line: number; sentence: string; because: string };

/**
 * The sentences of a plan's card that state another amount of a limited feature, or of its monthly credits, than the plan has. One
 * that states an amount in a way that is not understood is not among them; `repeatedLimits` finds it.
 */
export function contradictions(card: Card, features: readonly FeatureView[]): Contradiction[] {
  return card.sentences.flatMap((sentence, index) => {
    const because = whyWrong(sentence.toLowerCase(), card, features);
    return because ? [{ line: index + 1, sentence, because }] : [];
  });
}

/** Line 2, "5 workflows": the limit of Workflows is 3. */
export function contradictionText({ line, sentence, because }: Contradiction): string {
  return `Line ${line}, "${sentence}": ${because}.`;
}

function whyWrong(
  sentence: string,
  { limits, creditsPerMonth }: Card,
  features: readonly FeatureView[],
): string | null {
  const credits = /(?<![\p{L}\d.,-])(\d[\d,]*|unlimited) credits?( (a|per|each|every) month|\/month| monthly)/u.exec(
    sentence,
  );
  if (credits && amountOf(credits[1] ?? "") !== creditsPerMonth) {
    return `the plan has ${number(creditsPerMonth)} credits a month`;
  }
  for (const feature of features) {
    const why = whyWrongOf(sentence, feature, limits[feature.key]);
    if (why) return why;
  }
  return null;
}

function whyWrongOf(sentence: string, feature: FeatureView, limit: Limit | undefined): string | null {
  const { name, kind } = feature;
  if (kind === "switch") {
    const isPromised = sentence.replace(/[.!]$/, "") === name.toLowerCase();
    return isPromised && (limit === undefined || limit === 0) ? `${name} is off` : null;
  }
  const stated = statedAmount(sentence, feature);
  if (!stated) return null;
  const allowed = Array.isArray(limit) ? limit.length : limit === undefined ? 0 : limit;
  if (stated.amount !== allowed) return `the limit of ${name} is ${allowed === null ? "unlimited" : number(allowed)}`;
  const isMonthly = feature.per === "window" && kind === "limit" && allowed !== null;
  return isMonthly && stated.each && stated.each !== "month" ? `the limit of ${name} is a month's` : null;
}

type Stated = { amount: number | null; each: string | undefined };

/** How many of a feature a sentence promises, null for unlimited, and in what time; null when it does not say. */
function statedAmount(sentence: string, feature: FeatureView): Stated | null {
  const { one, many } = nounsOf(feature);
  const noun = `(${[...many, ...one].map(escaped).join("|")})${END}`;
  const before = new RegExp(`${START}${COUNT} ${BETWEEN}${noun}(?: (?:a|per|each|every) (\\p{L}+))?`, "u").exec(
    sentence,
  );
  if (before) {
    const [, count = "", named = "", each] = before;
    const amount = amountOf(count);
    // "3 workflow templates" counts templates.
    return many.includes(named) || amount === 1 ? { amount, each } : null;
  }
  const after = new RegExp(`${START}${noun}: ${COUNT}${END}`, "u").exec(sentence);
  if (after) return { amount: amountOf(after[2] ?? ""), each: undefined };
  const without = `no limits? (?:on|of|to|for) ${BETWEEN}${noun}|${noun} without (?:a |any )?limits?${END}`;
  return new RegExp(`${START}(?:${without})`, "u").test(sentence) ? { amount: null, each: undefined } : null;
}

/** What a feature is called in lower case, the longest first: one of it, and several. */
function nounsOf(feature: FeatureView): Record<"one" | "many", string[]> {
  const ofLength = (nouns: string[]) =>
    [...new Set(nouns.map((noun) => noun.toLowerCase()))].filter(Boolean).sort((a, b) => b.length - a.length);
  return {
    one: ofLength([unitOf(feature, 1), feature.name.replace(/s$/, "")]),
    many: ofLength([feature.name, unitOf(feature, 2)]),
  };
}

const IN_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
};

const COUNT = `(\\d[\\d,]*|unlimited|limitless|${Object.keys(IN_WORDS).join("|")})`;
const START = "(?<![\\p{L}\\d.,$€£-])";
const END = "(?![\\p{L}\\d-])";
/** Up to two words that say which: "10 active workflows", not "10 years of workflows". */
const BETWEEN = "(?:(?!(?:of|for|in|on|with|and|or|per|to) )[\\p{L}-]+ ){0,2}?";

/** Null is unlimited. */
function amountOf(text: string): number | null {
  return IN_WORDS[text] ?? (/^\d/.test(text) ? Number(text.replaceAll(",", "")) : null);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
const number = (value: number): string => numberFormat({}).format(value);
