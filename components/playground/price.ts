/** The price of the playground's tool: one credit per 100 words, rounded up. */
export const WORDS_PER_CREDIT = 100;

/** Limits the work of one run. */
export const MAX_CHARACTERS = 200_000;

/** The credits for a text of this many words. */
export function priceOfWords(words: number): number {
  return Math.ceil(words / WORDS_PER_CREDIT);
}
