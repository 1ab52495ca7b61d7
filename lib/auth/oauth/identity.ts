import type { ProviderId } from "@/lib/auth/configured-providers";

/** A user's identity at a provider. */
export type Identity = { provider: ProviderId; providerAccountId: string };

/** The user, and the network the request came from. */
export type OwnerRequest = { userId: string; network: string | null };

/** The display names of the providers. */
export const PROVIDER_NAMES: Record<ProviderId, string> = { github: "GitHub", google: "Google" };
