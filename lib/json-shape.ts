export type JsonShape = {
  /** Names, objects and lists: the cost of parsing grows with them rather than with the bytes. */
  parts: number;
  /** The maximum nesting depth of objects and lists. */
  depth: number;
  /** The field of the outermost object that has the most parts; null when it has no fields. */
  widest: string | null;
};

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
// "[" and "{", "]" and "}" differ in this bit alone.
const CURLY = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** The shape of a JSON text, in one pass and without parsing it. For invalid JSON the result is undefined. */
export function jsonShape(text: Uint8Array): JsonShape {
  let parts = 0;
  let open = 0;
  let depth = 0;
  let inString = false;
  // The last string that was read; and the current and the largest field of the outermost object.
  const string = { from: 0, to: 0 };
  let field = { from: 0, to: 0, begins: 0 };
  let widest = { from: 0, to: 0, parts: -1 };
  const endField = () => {
    const { from, to, begins } = field;
    if (to > 0 && parts - begins > widest.parts) widest = { from, to, parts: parts - begins };
  };
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] ?? 0;
    if (byte === QUOTE) {
      inString = !inString;
      if (inString) string.from = at;
      else string.to = at + 1;
    } else if (inString) {
      if (byte === BACKSLASH) at++;
    } else if (byte === COLON) {
      parts++;
      if (open !== 1) continue;
      endField();
      field = { ...string, begins: parts };
    } else if ((byte | CURLY) === OPEN) {
      parts++;
      depth = Math.max(depth, ++open);
    } else if ((byte | CURLY) === CLOSE) open--;
  }
  endField();
  return { parts, depth, widest: nameIn(text.subarray(widest.from, widest.to)) };
}

const MAX_NAME = 100;

function nameIn(string: Uint8Array): string | null {
  if (string.length === 0 || string.length > MAX_NAME) return null;
  try {
    return String(JSON.parse(new TextDecoder().decode(string)));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
