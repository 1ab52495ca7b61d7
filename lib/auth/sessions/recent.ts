import type { SignedInUser } from "@/lib/auth/types";

/** How long an identity check counts as recent. */
export const RECENT_SECONDS = 10 * 60;

/** Whether the caller confirmed their identity within the last ten minutes of the machine's time. */
export function isRecentlyAuthenticated({ authenticatedAt }: Pick<SignedInUser, "authenticatedAt">, at: Date): boolean {
  return at.getTime() - authenticatedAt.getTime() <= RECENT_SECONDS * 1000;
}
