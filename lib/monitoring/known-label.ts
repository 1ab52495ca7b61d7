export const OTHER = "other";

/** The value as a label if it is one of a fixed set, otherwise `other`: what people and Stripe send never becomes a label. */
export function knownLabel(known: ReadonlySet<string>, value: string): string {
  return known.has(value) ? value : OTHER;
}
