export type JsonShape = {
  /** Names, objects and lists: what parsing costs grows with them rather than with the bytes. */
  parts: number;
  /** How many objects and lists are open at once at most. */
  depth: number;
};

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
// "[" and "{", "]" and "}" differ in this bit alone.
const CURLY = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** What a JSON text is made of, told in one pass and without parsing it; of what is not JSON, anything. */
export function jsonShape(text: Uint8Array): JsonShape {
  let parts = 0;
  let open = 0;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] ?? 0;
    if (byte === QUOTE) inString = !inString;
    else if (inString) {
      if (byte === BACKSLASH) at++;
    } else if (byte === COLON) parts++;
    else if ((byte | CURLY) === OPEN) {
      parts++;
      depth = Math.max(depth, ++open);
    } else if ((byte | CURLY) === CLOSE) open--;
  }
  return { parts, depth };
}
