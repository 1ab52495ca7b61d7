import { objectId } from "@/components/docs/field-list";
import type { Block, Guide } from "@/components/docs/guides/guide";
import { chaptersOf } from "@/components/docs/reference";
import type { DocsEntry } from "@/components/docs/search/docs-entry";
import { PROBLEMS } from "@/lib/api/http/problems";
import type { OpenApiDocument } from "@/lib/api/openapi/types";

/** All that the documentation's search looks through. */
export function docsIndex(guides: Guide[], document: OpenApiDocument): DocsEntry[] {
  return [...guides.flatMap(ofGuide), ...ofReference(document), ...ofErrors()];
}

function ofGuide({ slug, title, summary, sections }: Guide): DocsEntry[] {
  return [
    { group: "Guides", title, detail: summary, href: `/docs/${slug}`, text: "" },
    ...sections.map(
      (section): DocsEntry => ({
        group: "Guides",
        title: section.title,
        detail: title,
        href: `/docs/${slug}#${section.id}`,
        text: section.blocks.map(wordsOf).join(" "),
      }),
    ),
  ];
}

function wordsOf(block: Block): string {
  if (typeof block === "string") return block;
  if ("list" in block) return block.list.join(" ");
  if ("steps" in block) return block.steps.join(" ");
  if ("rows" in block) return block.rows.flat().join(" ");
  return "caption" in block ? block.caption : "";
}

function ofReference(document: OpenApiDocument): DocsEntry[] {
  const operations = chaptersOf(document).flatMap((chapter) =>
    chapter.operations.map(
      ({ operationId, summary, method, path }): DocsEntry => ({
        group: "API reference",
        title: summary,
        detail: `${method} ${path}`,
        href: `/docs/api#${operationId}`,
        text: chapter.name,
      }),
    ),
  );
  const objects = Object.entries(document.components.schemas).map(
    ([name, { description = "" }]): DocsEntry => ({
      group: "API reference",
      title: name,
      detail: "Object",
      href: `/docs/api#${objectId(name)}`,
      text: description,
    }),
  );
  return [...operations, ...objects];
}

function ofErrors(): DocsEntry[] {
  return Object.entries(PROBLEMS).map(([code, { status, title }]) => ({
    group: "Errors",
    title: code,
    detail: `${status} ${title}`,
    href: `/docs/api#${code}`,
    text: "",
  }));
}
