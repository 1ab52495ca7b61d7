import { paragraphsOf, sentencesOf } from "@/components/playground/sentences";

/** The playground tool's report on a text. */
export type TextReport = {
  words: number;
  sentences: number;
  paragraphs: number;
  characters: number;
  averageSentenceWords: number;
  /** At 230 words per minute, at least one. */
  readingMinutes: number;
  /** The meaningful words that occur more than once, the most frequent first. */
  keywords: { word: string; count: number }[];
  /** The most significant sentences, in the order of the text; none of a text that is no longer than its summary. */
  summary: string[];
};

const READING_WORDS_PER_MINUTE = 230;
const KEYWORDS = 6;
const SUMMARY_SENTENCES = 3;
// A shorter sentence is probably a heading, and a longer one does not summarize.
const SUMMARY_WORDS = { least: 5, most: 60 };

/** Counts a text and picks the sentences that contain its most frequent words. */
export function analyseText(text: string): TextReport {
  const sentences = sentencesOf(text);
  const words = wordsOf(text);
  // An address is no word that a text is about.
  const weights = weigh(wordsOf(text.replaceAll(ADDRESS, " ")));
  return {
    words: words.length,
    sentences: sentences.length,
    paragraphs: paragraphsOf(text).length,
    characters: [...text].length,
    averageSentenceWords: sentences.length > 0 ? Math.round((words.length / sentences.length) * 10) / 10 : 0,
    readingMinutes: Math.max(1, Math.ceil(words.length / READING_WORDS_PER_MINUTE)),
    keywords: [...weights]
      .map(([word, count]) => ({ word, count }))
      .filter(({ count }) => count > 1)
      .sort((a, b) => b.count - a.count || a.word.localeCompare(b.word))
      .slice(0, KEYWORDS),
    summary: sentences.length > SUMMARY_SENTENCES ? summarise(sentences, weights) : [],
  };
}

/** The number of words in a text, which the tool is priced by. */
export function countWords(text: string): number {
  return wordsOf(text).length;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}

function weigh(words: string[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const word of words) {
    if (word.length > 2 && !common.has(word)) weights.set(word, (weights.get(word) ?? 0) + 1);
  }
  return weights;
}

function summarise(sentences: string[], weights: Map<string, number>): string[] {
  const scored = sentences.map((sentence, index) => {
    const words = wordsOf(sentence);
    const fits = words.length >= SUMMARY_WORDS.least && words.length <= SUMMARY_WORDS.most;
    const weight = words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
    return { sentence, index, score: fits ? weight / Math.sqrt(words.length) : 0 };
  });
  return scored
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, SUMMARY_SENTENCES)
    .filter((each) => each.score > 0)
    .toSorted((a, b) => a.index - b.index)
    .map((each) => each.sentence);
}

const ADDRESS = /\b(?:https?:\/\/|www\.)\S+|\S+@\S+/gi;

const common = new Set(
  `the and for are but not you all any can had her was one our out day get has him his how man new now old see two way who
  its did yes she too use that with have this will your from they know want been good much some time very when come here
  just like long make many more only over such take than them well were what which their there would about could other
  into then these those also after because being does each even most must should through under until while where between
  both during every same upon down back again says said goes went never always nobody nothing don't doesn't didn't can't won't isn't aren't it's
  that's first next last`.split(/\s+/),
);
