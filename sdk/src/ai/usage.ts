/** What a provider can charge for. Each unit of a call counts as one kind, so nothing is counted twice. */
export const USAGE_KINDS = [
  /** Input tokens that were neither read from nor written to a cache. */
  "input",
  "cacheRead",
  "cacheWrite",
  /** Output tokens other than reasoning. */
  "output",
  "reasoning",
  "image",
  "second",
  "character",
] as const;

export type UsageKind = (typeof USAGE_KINDS)[number];

/** How much of each kind a call used. */
export type Usage = { [kind in UsageKind]?: number };

/** Input and output as providers report them: totals, of which the others are parts. */
export type TokenTotals = {
  input: number;
  cacheRead?: number | null;
  cacheWrite?: number | null;
  output: number;
  reasoning?: number | null;
};

/** The parts of totals, each counted once. */
export function usageOfTotals({ input, cacheRead, cacheWrite, output, reasoning }: TokenTotals): Usage {
  const read = Math.min(cacheRead ?? 0, input);
  const written = Math.min(cacheWrite ?? 0, input - read);
  const thought = Math.min(reasoning ?? 0, output);
  return {
    input: input - read - written,
    cacheRead: read,
    cacheWrite: written,
    output: output - thought,
    reasoning: thought,
  };
}

/** UTF-8 bytes per token where nothing better is known: about 4 letters of English, or one and a half of Chinese. */
export const BYTES_PER_TOKEN = 4;

// A picture or another file in a prompt, in tokens. Providers count between 85 and some thousands.
const FILE_TOKENS = 1000;

const encoder = new TextEncoder();

/** The length of a text in UTF-8. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/** About how many tokens a text has, at least 1 unless it is empty. */
export function tokensOfBytes(bytes: number, bytesPerToken = BYTES_PER_TOKEN): number {
  return Math.ceil(bytes / bytesPerToken);
}

/** About how many bytes of text a prompt has: every string in it, and a fixed number for each file. */
export function promptBytes(value: unknown, bytesPerToken = BYTES_PER_TOKEN): number {
  if (typeof value === "string") return value.startsWith("data:") ? FILE_TOKENS * bytesPerToken : bytesOf(value);
  if (typeof value !== "object" || value === null) return value === undefined ? 0 : 1;
  if (value instanceof Uint8Array || value instanceof URL) return FILE_TOKENS * bytesPerToken;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + promptBytes(one, bytesPerToken), 0);
  if (isFile(value)) return FILE_TOKENS * bytesPerToken;
  return Object.values(value).reduce<number>((sum, one) => sum + promptBytes(one, bytesPerToken), 0);
}

/** A file as the providers' requests have it: a picture, a sound or a document, by its content or its address. */
function isFile(value: object): boolean {
  const { type } = value as { type?: unknown };
  return (
    type === "base64" || type === "url" || type === "file" || (typeof type === "string" && /image|audio/.test(type))
  );
}
