import { cookies } from "next/headers";
import { z } from "zod";
import type { ProviderId } from "@/lib/auth/configured-providers";
import { COOKIES, cookieName, expiredCookie, newCookie } from "@/lib/cookies";
import { seal, unseal } from "@/lib/sealed";

/** Why a signed-in user goes to a provider. */
export type OAuthIntent = {
  purpose: "link" | "confirm";
  provider: ProviderId;
  /** Where to redirect afterwards. */
  next: string;
};

type Person = { id: string; sessionId: string | null };

const LIFETIME_MS = COOKIES.oauthIntent.seconds * 1000;

const contents = z.object({
  purpose: z.enum(["link", "confirm"]),
  provider: z.enum(["github", "google"]),
  next: z.string(),
  sessionId: z.string(),
  at: z.number(),
});

/** Stores in this browser, for ten minutes, what its session is about to do. */
export async function keepIntent(person: Person, intent: OAuthIntent, at: Date): Promise<void> {
  const text = JSON.stringify({ ...intent, sessionId: person.sessionId, at: at.getTime() });
  const sealed = seal(text, { purpose: "oauth intent", owner: person.id });
  (await cookies()).set(newCookie("oauthIntent", Buffer.from(sealed).toString("base64url")));
}

/** What this browser's session intended to do, once; null when it was nothing, another session's, or too long ago. */
export async function takeIntent(person: Person, at: Date): Promise<OAuthIntent | null> {
  const jar = await cookies();
  const kept = jar.get(cookieName("oauthIntent"))?.value;
  if (kept === undefined) return null;
  jar.set(expiredCookie("oauthIntent"));
  const opened = unseal(Buffer.from(kept, "base64url"), { purpose: "oauth intent", owner: person.id });
  const intent = opened && contents.parse(JSON.parse(opened.text));
  if (!intent || intent.sessionId !== person.sessionId || at.getTime() - intent.at > LIFETIME_MS) return null;
  return intent;
}
