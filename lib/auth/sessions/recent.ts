import type { SignedInUser } from "@/lib/auth/types";

/** How long a proof of identity is good for acts that ask for a recent one. */
export const RECENT_SECONDS = 10 * 60;

/** Whether the caller proved who they are within the last ten minutes of the machine's time. */
export function isRecentlyAuthenticated({ authenticatedAt }: Pick<SignedInUser, "authenticatedAt">, at: Date): boolean {
  return at.getTime() - authenticatedAt.getTime() <= RECENT_SECONDS * 1000;
}
