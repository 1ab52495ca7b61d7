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

function client(clientId: string | undefined, clientSecret: string | undefined): Client | null {
  return clientId && clientSecret ? { clientId, clientSecret } : null;
}
