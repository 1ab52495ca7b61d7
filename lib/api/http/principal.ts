import type { KeyScope } from "@/lib/auth/api-keys/scopes";
import type { Role } from "@/lib/auth/types";
import { type Actor, byPerson } from "@/lib/ledger/actor";

/** What credentials may do. A session and a bearer token may do all that their user may. */
export type Scope = KeyScope;

/** Who is calling and whose account it is about: their own, or for a service key the one that the call names. */
export type Principal = {
  userId: string;
  accountId: string | null;
  /** ADMIN only with the second factor that acting as one may take. */
  role: Role;
  scopes: readonly Scope[];
  via: "session" | "token" | "key";
  /** When the person proved who they are; null for a key, which does so with each request. */
  authenticatedAt: Date | null;
  /** The API key that was sent. */
  key: { id: string; service: boolean } | null;
};

/** Who decided on what this call does: the key, or the person who sent their own token or is signed in. */
export function actorOf(principal: Principal): Actor {
  return principal.key ? `key:${principal.key.id}` : byPerson(principal.userId);
}
