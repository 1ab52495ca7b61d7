import type { DocsEntry } from "@/components/docs/search/docs-entry";

const MOST = 20;

/** The entries that contain the beginning of every word of `text`, the best first: its title, its detail, its text. */
export function searchDocs(index: readonly DocsEntry[], text: string): DocsEntry[] {
  const wanted = wordsIn(text);
  if (wanted.length === 0) return [];
  return index
    .map((entry) => ({ entry, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .map(({ entry, score }) => ({ entry, score: score + phraseScore(entry, text) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** Zero when a word is nowhere. */
function scoreOf(entry: DocsEntry, wanted: string[]): number {
  const places = [wordsIn(entry.title), wordsIn(entry.detail), wordsIn(entry.text)];
  let score = 0;
  for (const word of wanted) {
    const place = places.findIndex((words) => words.some((one) => one.startsWith(word)));
    if (place < 0) return 0;
    score += WEIGHTS[place] ?? 0;
    if (places[place]?.includes(word)) score += 1;
  }
  // Of two titles with the word, the shorter is more about it.
  return score + 1 / (1 + (places[0]?.length ?? 0));
}

/** More for a title that is what was typed or begins with it, and most when it is that of a whole guide. */
function phraseScore({ title, href }: DocsEntry, text: string): number {
  const [one, other] = [title.toLowerCase(), text.trim().toLowerCase()];
  if (!one.startsWith(other)) return 0;
  return (one.length === other.length ? 10 : 5) + (href.includes("#") ? 0 : 10);
}

const WEIGHTS = [10, 4, 2];

/** The words of a text; `insufficient_credits` is one word and also two. */
function wordsIn(text: string): string[] {
  const whole = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  return [...new Set(whole.flatMap((word) => (word.includes("_") ? [word, ...word.split("_")] : [word])))].filter(
    Boolean,
  );
}
