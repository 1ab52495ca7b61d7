/** What the playground's tool costs: one credit for each hundred words begun. */
export const WORDS_PER_CREDIT = 100;

/** Keeps one run's work small. */
export const MAX_CHARACTERS = 200_000;

/** Credits for a text of so many words. */
export function priceOfWords(words: number): number {
  return Math.ceil(words / WORDS_PER_CREDIT);
}
