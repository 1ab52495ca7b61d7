import { groups } from "@/app/(site)/docs/guides";
import { llmsText } from "@/components/docs/markdown/llms-text";
import { env } from "@/lib/env";

// At the request: the app's address is a setting of the running app.
export const dynamic = "force-dynamic";

/** What the documentation has, for language models (https://llmstxt.org). It is the same for everybody. */
export function GET(): Response {
  return new Response(llmsText(groups(), new URL(env().APP_URL).origin), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=300" },
  });
}
