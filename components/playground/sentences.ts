/** The sentences of a text, as a person would count them. */
export function sentencesOf(text: string): string[] {
  return paragraphsOf(text).flatMap((paragraph) => linesOf(paragraph).flatMap(sentencesOfLine));
}

/** The paragraphs of a text: what blank lines separate. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter((part) => part.trim() !== "");
}

/** Headings and items of a list stand on lines of their own; a line that was only wrapped continues on the next. */
function linesOf(paragraph: string): string[] {
  const lines: string[] = [];
  for (const line of paragraph.split("\n").map((one) => one.replaceAll(/\s+/g, " ").trim())) {
    const before = lines.at(-1);
    if (before !== undefined && isContinued(before, line)) lines[lines.length - 1] = `${before} ${line}`;
    else if (line !== "") lines.push(line);
  }
  return lines;
}

/** Wrapped at a long line, or in the middle of a sentence. */
function isContinued(before: string, line: string): boolean {
  if (LIST_ITEM.test(line)) return false;
  return before.length >= WRAPPED_AT || (/^\p{Ll}/u.test(line) && !SENTENCE_END.test(before));
}

const LIST_ITEM = /^([-*•–]|\d+[.)])\s/;
const SENTENCE_END = /[.!?…:]["”’)]*$/;
// Most editors and mail programs wrap at 72 characters or more.
const WRAPPED_AT = 60;

/** Intl splits after every full stop: what ends with an abbreviation, or goes on in lower case, belongs together. */
function sentencesOfLine(line: string): string[] {
  const segments = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(line)].map(
    ({ segment }) => segment,
  );
  const sentences: string[] = [];
  for (const segment of segments) {
    const before = sentences.at(-1);
    const goesOn =
      before !== undefined && (ABBREVIATION.test(before) || /^[\p{Ll}\d]/u.test(segment) || !/\s$/.test(before));
    if (goesOn) sentences[sentences.length - 1] = before + segment;
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => /\p{L}/u.test(sentence));
}

const ABBREVIATION =
  /(?:^|[\s("“])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc|e\.g|i\.e|cf|approx|No|Inc|Ltd|Co)\.\s*$/u;
