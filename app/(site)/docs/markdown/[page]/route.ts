import { guides } from "@/app/(site)/docs/guides";
import { guideMarkdown } from "@/components/docs/markdown/guide-markdown";
import { referenceMarkdown } from "@/components/docs/markdown/reference-markdown";
import { apiDocument } from "@/lib/api/openapi/api-document";
import { env } from "@/lib/env";
import { notFoundReply } from "@/lib/pages/not-found-reply";

// At the request: the limits in the guides are settings of the running app.
export const dynamic = "force-dynamic";

/** A page of the documentation as Markdown, at its address with `.md` (next.config.ts). It is the same for everybody. */
export async function GET(_request: Request, { params }: { params: Promise<{ page: string }> }): Promise<Response> {
  const { page } = await params;
  const markdown = markdownOf(page, new URL(env().APP_URL).origin);
  if (markdown === null) return notFoundReply();
  return new Response(markdown, {
    headers: { "content-type": "text/markdown; charset=utf-8", "cache-control": "public, max-age=300" },
  });
}

function markdownOf(page: string, origin: string): string | null {
  if (page === "api") return referenceMarkdown(apiDocument(origin), origin);
  const guide = guides().find(({ slug }) => slug === page);
  return guide ? guideMarkdown(guide, origin) : null;
}
