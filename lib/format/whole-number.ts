/**
 * The digits of a whole number from form input: 1000 from "1000", "1,000" and "1 000". A comma or a space only separates thousands:
 * "1,5" and "0,500" are ambiguous, so they are refused. Null for input that is not a whole number of at most 16 digits.
 */
export function wholeNumber(text: string): string | null {
  const typed = text.trim();
  if (/^\d{1,16}$/.test(typed)) return typed;
  return /^[1-9]\d{0,2}(?:([,\s])\d{3})(?:\1\d{3}){0,4}$/.test(typed) ? typed.replaceAll(/\D/g, "") : null;
}
