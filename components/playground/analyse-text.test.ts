import { describe, expect, it } from "vitest";
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

  it("summarizes a text of one short sentence", () => {
    expect(analyseText("Hello there.").summary).toEqual(["Hello there."]);
  });
});
