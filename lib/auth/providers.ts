import type { Env } from "@/lib/env";

/** The providers that people can sign in with, as next-auth and the database name them. */
export type ProviderId = "github" | "google";

type Client = { clientId: string; clientSecret: string };

/** The ways of signing in besides a password, for those that are set up. */
export function configuredProviders(env: Env): { github: Client | null; google: Client | null } {
  return {
    github: client(env.GITHUB_ID, env.GITHUB_SECRET),
    google: client(env.GOOGLE_ID, env.GOOGLE_SECRET),
  };
}

/** The names of those that are set up. */
export function offeredProviders(env: Env): ProviderId[] {
  const { github, google } = configuredProviders(env);
  return [...(github ? (["github"] as const) : []), ...(google ? (["google"] as const) : [])];
}

function client(clientId: string | undefined, clientSecret: string | undefined): Client | null {
  return clientId && clientSecret ? { clientId, clientSecret } : null;
}
