/** The text that is hashed: two keyboards may encode the same character differently. */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC");
}
