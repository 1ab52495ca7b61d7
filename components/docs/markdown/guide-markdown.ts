import type { Block, Guide, Sample } from "@/components/docs/guides/guide";

const FENCES: Record<Sample["language"], string> = {
  curl: "sh",
  Shell: "sh",
  TypeScript: "ts",
  TSX: "tsx",
  JavaScript: "js",
  Python: "python",
  JSON: "json",
};

/** A guide as Markdown, with links that work anywhere: those to the documentation lead to its Markdown. */
export function guideMarkdown({ title, summary, sections }: Guide, origin: string): string {
  const parts = sections.flatMap((section) => [`## ${section.title}`, ...section.blocks.map(blockMarkdown)]);
  return `${withOrigin([`# ${title}`, summary, ...parts].join("\n\n"), origin)}\n`;
}

function blockMarkdown(block: Block): string {
  if (typeof block === "string") return block;
  if ("list" in block) return block.list.map((item) => `- ${item}`).join("\n");
  if ("steps" in block) return block.steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
  if ("rows" in block)
    return [block.caption, block.rows.map(([name, text]) => `- ${name}: ${text}`).join("\n")].join("\n\n");
  if ("samples" in block) return block.samples.map(sampleMarkdown).join("\n\n");
  const bars = block.bars.map(
    ({ name, parts }) => `- ${name}: ${parts.map((part) => `${part.credits} ${part.name.toLowerCase()}`).join(", ")}`,
  );
  return [block.caption, bars.join("\n")].join("\n\n");
}

function sampleMarkdown({ language, code, file, answers }: Sample): string {
  const status = answers === undefined ? "" : `Answered with status ${answers}:\n\n`;
  const title = file === undefined ? "" : ` title="${file}"`;
  return `${status}\`\`\`${FENCES[language]}${title}\n${code.trimEnd()}\n\`\`\``;
}

/** Links to paths of the app become addresses. */
export function withOrigin(markdown: string, origin: string): string {
  return markdown.replaceAll(/\]\((\/[^)\s#]*)(#[^)\s]*)?\)/g, (_link, path: string, place = "") => {
    const isDocs = path === "/docs" || path.startsWith("/docs/");
    return `](${origin}${path}${isDocs ? ".md" : ""}${place})`;
  });
}
