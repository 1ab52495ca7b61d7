/** What an API key may be allowed. `accounts:*` is what makes a service key. */
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

/** What any person may do with their own account. */
export const USER_SCOPES = ["credits:read", "credits:spend", "billing:read", "billing:write"] as const;

/**
 * What a service key may do unless told: also end what others began, which is giving a spend back, ending a hold and
 * releasing a counted use. Nobody may do that to what they were charged themselves, so no other key has it.
 */
export const SERVICE_SCOPES = [...USER_SCOPES, "credits:refund"] as const;

/** Takes an admin to give, and one to keep. */
export const ADMIN_SCOPES: readonly KeyScope[] = ["credits:refund", "admin:*", "accounts:*"];

export function isKeyScope(scope: string): scope is KeyScope {
  return KEY_SCOPES.some((known) => known === scope);
}
