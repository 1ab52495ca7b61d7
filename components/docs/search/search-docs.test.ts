import { expect, test } from "vitest";
import { allGuides } from "@/components/docs/guides/all-guides";
import { guideFacts } from "@/components/docs/guides/testing/guide-facts";
import { docsIndex } from "@/components/docs/search/docs-index";
import { searchDocs } from "@/components/docs/search/search-docs";
import { apiDocument } from "@/lib/api/openapi/api-document";

const index = docsIndex(allGuides(guideFacts()), apiDocument("https://refill.example"));
const found = (text: string) => searchDocs(index, text).map(({ href }) => href);

test("a word finds the guide that is about it first, and then the places that mention it", () => {
  expect([found("holds")[0], found("hold")[0]]).toEqual(["/docs/holds", "/docs/holds"]);
  expect(found("place a hold")[0]).toBe("/docs/api#postCreditsHolds");
  expect(found("refund")[0]).toMatch(/^\/docs\/(refunds|api#)/);
  expect(found("webhook")).toContain("/docs/webhooks");
  expect(found("frozen")).toContain("/docs/lots#frozen-and-owed");
});

test("endpoints are found by their path, errors by their code or a part of it", () => {
  expect(found("credits/consume")).toContain("/docs/api#postCreditsConsume");
  expect(found("insufficient_credits")[0]).toBe("/docs/api#insufficient_credits");
  expect(found("insufficient")).toContain("/docs/api#insufficient_credits");
});

test("all words must be there, in any case and unfinished; nothing finds nothing", () => {
  expect(found("PLACE ho")).toContain("/docs/api#postCreditsHolds");
  expect(found("hold xyzzy")).toEqual([]);
  expect([found(""), found("  "), found("…")]).toEqual([[], [], []]);
});

test("the index that a browser loads is small, and each place is in it once", () => {
  expect(JSON.stringify(index).length).toBeLessThan(60_000);
  expect(new Set(index.map(({ href }) => href)).size).toBe(index.length);
});
