import type { AuthOptions } from "next-auth";
import GitHubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import { commonJsDefault } from "@/lib/auth/common-js";
import { configuredProviders } from "@/lib/auth/configured-providers";
import { githubEndpoints, verifiedGithubEmail } from "@/lib/auth/oauth/github";
import { env } from "@/lib/env";

const GitHub = commonJsDefault(GitHubProvider);
const Google = commonJsDefault(GoogleProvider);

/** The configured providers, in next-auth's form. */
export function oauthProviders(): AuthOptions["providers"] {
  const { github, google } = configuredProviders(env());
  return [...(github ? [githubProvider(github)] : []), ...(google ? [Google(google)] : [])];
}

function githubProvider(client: { clientId: string; clientSecret: string }) {
  const { authorize, token, user, emails } = githubEndpoints(env().GITHUB_URL);
  return GitHub({
    ...client,
    authorization: { url: authorize, params: { scope: "read:user user:email" } },
    token,
    userinfo: {
      url: user,
      request: async ({ client: api, tokens }) => {
        const accessToken = tokens.access_token ?? "";
        const profile = await api.userinfo(accessToken);
        const email = await verifiedGithubEmail(emails, accessToken);
        // Without a verified address no new user is created: see settleOAuth.
        return { ...profile, email: email ?? undefined };
      },
    },
  });
}
