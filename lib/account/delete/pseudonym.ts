/** The address of a deleted account. RFC 2606 keeps `.invalid` from ever being anybody's. */
export function pseudonymOf(userId: string): string {
  return `deleted-${userId}@deleted.invalid`;
}
