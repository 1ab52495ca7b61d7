import type { Guide } from "@/components/docs/guides/guide";

type Group = { name: string; guides: Guide[] };

/** The index of the documentation for language models (https://llmstxt.org): what this is, and where its pages are as Markdown. */
export function llmsText(groups: readonly Group[], origin: string): string {
  const link = (name: string, path: string, about: string) => `- [${name}](${origin}${path}): ${about}`;
  const sections = groups.map(({ name, guides }) =>
    [`## ${name}`, "", ...guides.map(({ slug, title, summary }) => link(title, `/docs/${slug}.md`, summary))].join(
      "\n",
    ),
  );
  return `${[
    "# Refill",
    "> Sells credits on Stripe and keeps them in a ledger that never double-grants, never overspends and explains every balance. Apps spend credits through an HTTP API: one request to spend, or a hold before work whose cost is not known yet, and a capture of what it used.",
    "Every page of the documentation is also there as Markdown: add `.md` to its address.",
    ...sections,
    [
      "## Reference",
      "",
      link("API reference", "/docs/api.md", "every endpoint with its parameters, examples and error codes"),
      link("OpenAPI document", "/api/v1/openapi.json", "the exact schemas, as OpenAPI 3.1"),
      link("Skill: add Refill to a Next.js app", "/skill.md", "the steps for a coding agent, with every file"),
    ].join("\n"),
  ].join("\n\n")}\n`;
}
