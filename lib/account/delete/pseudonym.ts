/** The email address of a deleted account. RFC 2606 reserves `.invalid`, so it can never be a real one. */
export function pseudonymOf(userId: string): string {
  return `deleted-${userId}@deleted.invalid`;
}
