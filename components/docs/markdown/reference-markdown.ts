import { withOrigin } from "@/components/docs/markdown/guide-markdown";
import { chaptersOf, type ReferenceOperation, refusalsOf, successOf } from "@/components/docs/reference";
import type { MediaType, OpenApiDocument } from "@/lib/api/openapi/types";

/** The reference of the API as Markdown: each operation with its parameters, an example, and its error codes. */
export function referenceMarkdown(document: OpenApiDocument, origin: string): string {
  const { title, description } = document.info;
  const chapters = chaptersOf(document).flatMap((chapter) => [
    `## ${chapter.name}`,
    ...(chapter.description ? [chapter.description] : []),
    ...chapter.operations.map(operationMarkdown),
  ]);
  const exact = `The exact schemas are in ${origin}/api/v1/openapi.json (OpenAPI 3.1).`;
  return `${withOrigin([`# ${title}`, description, exact, ...chapters].join("\n\n"), origin)}\n`;
}

function operationMarkdown(operation: ReferenceOperation): string {
  const { method, path, summary, description, parameters, requestBody } = operation;
  const asked = parameters.map(
    (parameter) =>
      `- \`${parameter.name}\` (${parameter.in}${parameter.required ? ", required" : ""})${parameter.description ? `: ${parameter.description}` : ""}`,
  );
  const body = exampleOf(Object.values(requestBody?.content ?? {})[0]);
  const success = successOf(operation);
  const answer = success && exampleOf(success.media);
  const codes = refusalsOf(operation).map(({ status, code }) => `${status} \`${code}\``);
  return [
    `### ${method} ${path}`,
    summary,
    description,
    asked.join("\n"),
    body && `Request:\n\n${body}`,
    answer && success && `Response, status ${success.status}:\n\n${answer}`,
    codes.length > 0 ? `Errors: ${codes.join(", ")}.` : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

function exampleOf(media: MediaType | undefined): string | null {
  const example = media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
  return example === undefined ? null : `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``;
}
