/**
 * The plural of an English noun: workflow, workflows; query, queries; box, boxes; analysis, analyses; person, people. Of a
 * phrase it is that of the noun that it is about: day of history, days of history; GB per month, GB per month.
 */
export function plural(noun: string): string {
  const [, head = noun, rest = ""] = /^(.+?)( (?:of|in|per|for|with|from|on|at) .+)$/i.exec(noun) ?? [];
  return pluralOfPhrase(head) + rest;
}

function pluralOfPhrase(phrase: string): string {
  const last = phrase.slice(phrase.lastIndexOf(" ") + 1);
  const irregular = IRREGULAR.get(last.toLowerCase());
  if (irregular === undefined) return pluralByEnding(phrase);
  const isCapital = last.charAt(0) !== last.charAt(0).toLowerCase();
  const many = isCapital ? irregular.charAt(0).toUpperCase() + irregular.slice(1) : irregular;
  return phrase.slice(0, phrase.length - last.length) + many;
}

function pluralByEnding(noun: string): string {
  // Abbreviations of measures.
  if (/(^| )[KMGTP]i?B$/.test(noun)) return noun;
  if (/[^aeiou]y$/i.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/[a-z]sis$/i.test(noun)) return `${noun.slice(0, -2)}es`;
  return /(s|x|z|ch|sh)$/i.test(noun) ? `${noun}es` : `${noun}s`;
}

const IRREGULAR = new Map([
  ["person", "people"],
  ["child", "children"],
  ["man", "men"],
  ["woman", "women"],
  ["half", "halves"],
  ["shelf", "shelves"],
  ["leaf", "leaves"],
  ["life", "lives"],
  ["index", "indexes"],
  ["quiz", "quizzes"],
  ["criterion", "criteria"],
  ["series", "series"],
]);
