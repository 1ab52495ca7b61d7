import type { Account } from "@/lib/api/http/account";
import type { KeyScope } from "@/lib/auth/api-keys/scopes";
import type { Role } from "@/lib/auth/types";
import { type Actor, byPerson } from "@/lib/ledger/actor";

/** What credentials may do. A session and a bearer token may do everything that their user may. */
export type Scope = KeyScope;

/**
 * Who sent the request: a person, a key with the person who created it, or the browser of a customer, with a token that a service
 * key asked for. The account is that person's own.
 */
export type Caller = Account & {
  /** ADMIN only with the second factor that admins may be required to have. */
  role: Role;
  scopes: readonly Scope[];
  via: "session" | "token" | "key" | "customer";
  /** When the person proved their identity; null for a key, which proves itself with each request, and for a customer, who proved it elsewhere. */
  authenticatedAt: Date | null;
  /** The API key that was sent. */
  key: { id: string; service: boolean } | null;
  /** Whether an admin views the app as this user: nothing can be changed then, and secrets are not shown. */
  isView: boolean;
};

/** Who is on record for what this request does: the key, or the person who sent their own token or is signed in. */
export function actorOf(caller: Caller): Actor {
  return caller.key ? `key:${caller.key.id}` : byPerson(caller.userId);
}
