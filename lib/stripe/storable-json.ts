import { jsonShape } from "@/lib/json-shape";

const MAX_DEPTH = 100;
const REPLACEMENT = "\\ufffd";

// Escapes in the order they are read: NUL, a surrogate pair, an unpaired surrogate, and any other, so that the "u0000"
// after an escaped backslash is left alone.
const ESCAPE =
  /\\u0000|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\./g;
const UNSTORABLE = /^\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})$/;

/**
 * JSON in a form that PostgreSQL can store, parsed and as text: NUL and unpaired surrogates in names and values become
 * U+FFFD. Null for invalid JSON, and for nesting deeper than anything Stripe sends.
 */
export function storableJson(text: string): { value: unknown; text: string } | null {
  if (jsonShape(Buffer.from(text)).depth > MAX_DEPTH) return null;
  try {
    const value: unknown = JSON.parse(text.replaceAll(ESCAPE, (part) => (UNSTORABLE.test(part) ? REPLACEMENT : part)));
    // Serialized again: a number too large for a double is too large for PostgreSQL as well.
    return { value, text: JSON.stringify(value) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
