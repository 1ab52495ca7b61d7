import { z } from "zod";

/** The URLs of GitHub: github.com, or a GitHub Enterprise Server, whose API is below its own address. */
export function githubEndpoints(base: string) {
  const origin = new URL(base).origin;
  const api = origin === "https://github.com" ? "https://api.github.com" : `${origin}/api/v3`;
  return {
    authorize: `${origin}/login/oauth/authorize`,
    token: `${origin}/login/oauth/access_token`,
    user: `${api}/user`,
    emails: `${api}/user/emails`,
  };
}

const TIMEOUT_MS = 8_000;

// docs.github.com/rest/users/emails
const emailList = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** The user's primary address if GitHub has verified it, otherwise null. The profile's address may be unverified. */
export async function verifiedGithubEmail(emails: string, accessToken: string): Promise<string | null> {
  const answer = await fetch(emails, {
    headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) return null;
  const list = emailList.parse(await answer.json());
  return list.find(({ primary, verified }) => primary && verified)?.email ?? null;
}
