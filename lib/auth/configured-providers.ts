import type { Env } from "@/lib/env";

/** The OAuth providers, by next-auth's and the database's names. */
export type ProviderId = "github" | "google";

type Client = { clientId: string; clientSecret: string };

/** The credentials of the configured providers. */
export function configuredProviders(env: Env): { github: Client | null; google: Client | null } {
  return {
    github: client(env.GITHUB_ID, env.GITHUB_SECRET),
    google: client(env.GOOGLE_ID, env.GOOGLE_SECRET),
  };
}

/** The names of the configured providers. */
export function offeredProviders(env: Env): ProviderId[] {
  const { github, google } = configuredProviders(env);
  return [...(github ? (["github"] as const) : []), ...(google ? (["google"] as const) : [])];
}

/** The origins of the configured providers' sign-in pages. */
export function providerOrigins(env: Env): string[] {
  const { github, google } = configuredProviders(env);
  return [...(github ? [new URL(env.GITHUB_URL).origin] : []), ...(google ? ["https://accounts.google.com"] : [])];
}

function client(clientId: string | undefined, clientSecret: string | undefined): Client | null {
  return clientId && clientSecret ? { clientId, clientSecret } : null;
}
