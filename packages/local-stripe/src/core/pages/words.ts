/** `requires_action` as people read it: `Requires action`. */
export function words(text: string): string {
  const plain = text.replaceAll(/[_.]/g, " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
