const DOMAIN = "@users.invalid";

/**
 * The address of a user that an app created by its own id alone. RFC 2606 reserves `.invalid`, so no mail can be sent to
 * it and nobody can sign in with it.
 */
export function placeholderEmail(userId: string): string {
  return `${userId}${DOMAIN}`;
}

export function isPlaceholderEmail(email: string): boolean {
  return email.endsWith(DOMAIN);
}

/** What a user is called where their address is shown: by their external id or id if they have none. */
export function shownAs({
  id,
  email,
  externalId,
}: {
  id: string;
  email: string | null;
  externalId: string | null;
}): string {
  return (email === null ? null : shownEmail(email)) ?? externalId ?? id;
}

/** The address as it is shown; null for a placeholder. */
export function shownEmail(email: string): string | null {
  return isPlaceholderEmail(email) ? null : email;
}
