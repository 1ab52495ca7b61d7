import { expect, test } from "vitest";
import { allGuides, guideGroups } from "@/components/docs/guides/all-guides";
import { samplesOf } from "@/components/docs/guides/guide";
import { guideFacts } from "@/components/docs/guides/testing/guide-facts";
import { guideMarkdown } from "@/components/docs/markdown/guide-markdown";
import { llmsText } from "@/components/docs/markdown/llms-text";
import { referenceMarkdown } from "@/components/docs/markdown/reference-markdown";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import { apiDocument } from "@/lib/api/openapi/api-document";

const ORIGIN = "https://refill.example";
const guides = allGuides(guideFacts(ORIGIN));

test.each(guides.map((guide) => [guide.slug, guide] as const))(
  "%s has every section and sample as Markdown",
  (_slug, guide) => {
    const markdown = guideMarkdown(guide, ORIGIN);
    expect(markdown.startsWith(`# ${guide.title}\n`)).toBe(true);
    for (const { title } of guide.sections) expect(markdown).toContain(`\n## ${title}\n`);
    for (const { sample } of samplesOf(guide)) expect(markdown).toContain(sample.code.trimEnd());
    expect(markdown.match(/```/g)?.length ?? 0).toBe(2 * samplesOf(guide).length);
  },
);

test("links are addresses, and those to the documentation lead to its Markdown", () => {
  for (const markdown of [
    ...guides.map((guide) => guideMarkdown(guide, ORIGIN)),
    llmsText(guideGroups(guideFacts(ORIGIN)), ORIGIN),
  ]) {
    expect(markdown).not.toMatch(/\]\(\//);
    for (const [, path] of markdown.matchAll(/\]\(https:\/\/refill\.example(\/docs[^)#]*)/g))
      expect(path).toMatch(/\.md$/);
  }
});

test("the reference has every endpoint, with its example", () => {
  const markdown = referenceMarkdown(apiDocument(ORIGIN), ORIGIN);
  for (const { method, path } of ENDPOINTS) {
    if (path.startsWith("/api/v1/")) expect(markdown).toContain(`### ${method} ${path}\n`);
  }
  expect(markdown).toContain("402 `insufficient_credits`");
});

test("the index lists every guide and the reference", () => {
  const text = llmsText(guideGroups(guideFacts(ORIGIN)), ORIGIN);
  expect(text.startsWith("# Refill\n\n> ")).toBe(true);
  for (const { slug } of guides) expect(text).toContain(`(${ORIGIN}/docs/${slug}.md)`);
  expect(text).toContain(`(${ORIGIN}/docs/api.md)`);
  expect(text).toContain(`(${ORIGIN}/skill.md)`);
});
