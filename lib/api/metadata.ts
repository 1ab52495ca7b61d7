import { z } from "zod";
import { isStorable } from "@/lib/api/schemas";

const MAX_DEPTH = 8;
const MAX_BYTES = 8192;

/** Whatever a caller wants to find on an entry again: a JSON object, not too deep, at most 8 KB. */
export const metadata = z
  .record(z.string(), z.unknown(), "Give a JSON object.")
  .superRefine((value, context) => {
    const fault = faultOf(value);
    if (fault) context.addIssue({ code: "custom", message: fault });
  })
  .meta({ description: "A JSON object of at most 8 KB, kept on the entry." });

// Walked with a list rather than by recursion: a hostile depth must not end the stack.
function faultOf(root: unknown): string | null {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "string" && !isStorable(value)) return "This text has a character that cannot be stored.";
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_DEPTH) return `Give at most ${MAX_DEPTH} levels of nesting.`;
    for (const [key, inner] of Object.entries(value)) {
      open.push({ value: key, depth }, { value: inner, depth: depth + 1 });
    }
  }
  return Buffer.byteLength(JSON.stringify(root)) > MAX_BYTES ? `Give at most ${MAX_BYTES} bytes.` : null;
}
