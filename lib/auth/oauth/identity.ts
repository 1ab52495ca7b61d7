import type { ProviderId } from "@/lib/auth/providers";

/** Who somebody is at a provider. */
export type Identity = { provider: ProviderId; providerAccountId: string };

/** Whose account it is about, and from which network the request came. */
export type OwnerRequest = { userId: string; network: string | null };

/** What a page and a mail call a provider. */
export const PROVIDER_NAMES: Record<ProviderId, string> = { github: "GitHub", google: "Google" };
