/** "visa 4242": what its owner knows a saved payment method by. */
export function cardName({ brand, last4 }: { brand: string; last4: string | null }): string {
  const name = brand.replaceAll("_", " ");
  return last4 === null ? name : `${name} ${last4}`;
}
