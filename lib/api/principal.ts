import type { Role } from "@/lib/auth/types";

/** What credentials may do. A session and a bearer token may do all that their user may. */
export type Scope = "credits:read" | "credits:spend" | "billing:read" | "billing:write" | "admin:*" | "accounts:*";

/** Who is calling. */
export type Principal = {
  userId: string;
  accountId: string | null;
  role: Role;
  scopes: readonly Scope[];
  via: "session" | "token";
};

/** Who the ledger says spent: an entry's `actor`. */
export function actorOf(principal: Principal): string {
  return `user:${principal.userId}`;
}
