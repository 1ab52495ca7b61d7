import type { Env } from "@/lib/env";

type Client = { clientId: string; clientSecret: string };

/** The ways of signing in besides a password, for those that are set up. */
export function configuredProviders(env: Env): { github: Client | null; google: Client | null } {
  return {
    github: client(env.GITHUB_ID, env.GITHUB_SECRET),
    google: client(env.GOOGLE_ID, env.GOOGLE_SECRET),
  };
}

function client(clientId: string | undefined, clientSecret: string | undefined): Client | null {
  return clientId && clientSecret ? { clientId, clientSecret } : null;
}
