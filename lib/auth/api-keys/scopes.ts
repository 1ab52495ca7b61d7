import type { Role } from "@/lib/auth/types";

/** The scopes of API keys. `accounts:*` makes a service key. */
export const KEY_SCOPES = [
  "credits:read",
  "credits:spend",
  "credits:refund",
  "billing:read",
  "billing:write",
  "admin:*",
  "accounts:*",
] as const;

export type KeyScope = (typeof KEY_SCOPES)[number];

/** What any user may do with their own account. */
export const USER_SCOPES = ["credits:read", "credits:spend", "billing:read", "billing:write"] as const;

export type UserScope = (typeof USER_SCOPES)[number];

/**
 * The default scopes of a service key, including undoing what others started: refunding a spend, ending a hold and
 * releasing a counted use. No other key has these scopes, because nobody may undo their own charges.
 */
export const SERVICE_SCOPES = [...USER_SCOPES, "credits:refund"] as const;

/** Scopes that only admins can grant and hold. */
export const ADMIN_SCOPES: readonly KeyScope[] = ["credits:refund", "admin:*", "accounts:*"];

/** The scopes that a user with this role can give a key. */
export function scopesToGive(role: Role): readonly KeyScope[] {
  return role === "ADMIN" ? KEY_SCOPES : USER_SCOPES;
}

export function isKeyScope(scope: string): scope is KeyScope {
  return KEY_SCOPES.some((known) => known === scope);
}

export function isUserScope(scope: unknown): scope is UserScope {
  return USER_SCOPES.some((known) => known === scope);
}
