import { describe, expect, it } from "vitest";
import { sentencesOf } from "@/components/playground/sentences";
import { analyseText, countWords } from "./analyse-text";
import { priceOfWords } from "./price";

describe("the playground's tool", () => {
  it("counts words in any script and ignores punctuation", () => {
    expect(countWords("It's a well-known fact: 3 größere Häuser.")).toBe(7);
    expect(countWords(" … — !! ")).toBe(0);
  });

  it("costs one credit for each 100 words or part of them", () => {
    expect([0, 1, 100, 101, 1_000].map(priceOfWords)).toEqual([0, 1, 1, 2, 10]);
  });

  it("summarizes with sentences from the text, in their order", () => {
    const sentences = [
      "Water reservoirs store water for dry months.",
      "A cat slept on the warm roof nearby all day.",
      "When rain fills the reservoirs, water is stored again.",
      "Dry months drain the reservoirs of their stored water.",
      "Nobody spoke.",
    ];
    const report = analyseText(sentences.join(" "));
    expect(report.sentences).toBe(5);
    expect(report.summary).toEqual([sentences[0], sentences[2], sentences[3]]);
    expect(report.keywords[0]).toEqual({ word: "water", count: 4 });
  });

  it("has no summary of a text that is as short as one", () => {
    expect(analyseText("Hello there.").summary).toEqual([]);
    expect(analyseText("One. Two. Three.")).toMatchObject({ sentences: 3, summary: [] });
  });

  it("counts sentences as a person does: wrapped lines, headings, lists, abbreviations and addresses", () => {
    const notes = `Meeting notes

Dr. Smith met Mr. J. Brown on Monday, e.g. for lunch. They talked about
the budget for next year. "We need more," she said.

- Buy servers
- Hire people

See https://example.com/a/b?c=d for details. It costs $3.50 per user.`;
    expect(sentencesOf(notes)).toEqual([
      "Meeting notes",
      "Dr. Smith met Mr. J. Brown on Monday, e.g. for lunch.",
      "They talked about the budget for next year.",
      '"We need more," she said.',
      "- Buy servers",
      "- Hire people",
      "See https://example.com/a/b?c=d for details.",
      "It costs $3.50 per user.",
    ]);
    expect(analyseText(`${notes} Servers serve https://example.com and servers.`).keywords).toEqual([
      { word: "servers", count: 3 },
    ]);
  });
});
