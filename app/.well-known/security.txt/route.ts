import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { notFoundReply } from "@/lib/pages/not-found-reply";
import { securityText } from "@/lib/pages/security-text";

export const dynamic = "force-dynamic";

/** Where to report a security problem. Without a contact in the settings there is no such file. */
export async function GET(): Promise<Response> {
  const { SECURITY_CONTACT: contact, APP_URL: appUrl } = env();
  if (!contact) return notFoundReply();
  return new Response(securityText({ contact, appUrl }, await now()), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=86400" },
  });
}
