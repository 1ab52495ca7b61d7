import { isMadeOfWords } from "./made-of-words";

/**
 * Why a secret is easy to guess, as the end of a sentence; null when it seems random. The output of `openssl rand` in
 * base64 or hex passes; placeholders, words, phrases, sequences and repetitions do not. A heuristic, not a measure.
 */
export function weaknessOf(secret: string, minLength: number): string | null {
  if (secret.length < minLength) return `needs ${minLength} or more random characters`;
  if (PLACEHOLDER.test(secret)) return "is a placeholder or a word, not random characters";
  if (isMadeOfWords(secret)) return "is made of words, not random characters";
  if (repeats(secret) || bitsPerItem([...secret]) < MIN_BITS) return "repeats itself";
  if (bitsPerItem(steps(secret)) < MIN_BITS) return "is a sequence";
  return null;
}

// A random 24-character hex secret, the weakest common kind, has about 3.4 bits per character in this estimate.
const MIN_BITS = 2.5;
const PLACEHOLDER =
  /replace|change.?me|your.?(secret|key)|placeholder|example|password|secret|qwerty|only.?for|abcdef|123456/i;

/** The Shannon entropy of the items' frequencies. */
function bitsPerItem(items: readonly (string | number)[]): number {
  const counts = new Map<string | number, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count / items.length)
    .reduce((bits, share) => bits - share * Math.log2(share), 0);
}

function steps(secret: string): number[] {
  return [...secret].slice(1).map((character, at) => character.charCodeAt(0) - secret.charCodeAt(at));
}

/** Whether a quarter of its character triples occur more than once. */
function repeats(secret: string): boolean {
  const triples = Array.from({ length: secret.length - 2 }, (_, at) => secret.slice(at, at + 3));
  return new Set(triples).size < triples.length * 0.75;
}
