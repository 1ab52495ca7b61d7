import { z } from "zod";
import { DETAILS_KEY } from "@/lib/ledger/spend-details";
import { isStorable } from "@/lib/storable";

const MAX_DEPTH = 8;
const MAX_BYTES = 2048;
const MAX_KEYS = 50;

const TOO_LARGE = `Must be at most ${MAX_BYTES} bytes.`;

/** The limits of metadata, in words. */
export const METADATA_LIMITS = `at most ${MAX_BYTES} bytes, ${MAX_KEYS} keys in total and ${MAX_DEPTH} levels`;

/** What a caller stores with an entry: a small JSON object. Its size is checked before its content. */
export const metadata = z
  .unknown()
  .superRefine((value, context) => {
    const fault = faultOf(value);
    if (fault) context.addIssue({ code: "custom", message: fault });
  })
  // Checked above.
  .transform((value) => value as Record<string, unknown>)
  .meta({
    type: "object",
    additionalProperties: {},
    description: `A JSON object to store with the entry: ${METADATA_LIMITS}.`,
  });

/** The first fault, or null. Stops there, so that a large value costs no more than a small one. */
function faultOf(root: unknown): string | null {
  if (typeof root !== "object" || root === null || Array.isArray(root)) return "Must be a JSON object.";
  if (Object.hasOwn(root, DETAILS_KEY)) return `The name ${DETAILS_KEY} is reserved.`;
  let keys = 0;
  let bytes = 0;
  // A list rather than recursion, so that hostile nesting cannot overflow the stack.
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    bytes += typeof value === "string" ? value.length + 2 : 1;
    if (bytes > MAX_BYTES) return TOO_LARGE;
    if (typeof value === "string" && !isStorable(value)) return "Contains a character that cannot be stored.";
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_DEPTH) return `Must have at most ${MAX_DEPTH} levels of nesting.`;
    if (Array.isArray(value)) {
      if (value.length > MAX_BYTES) return TOO_LARGE;
      for (const inner of value) open.push({ value: inner, depth: depth + 1 });
      continue;
    }
    const entries = Object.keys(value);
    keys += entries.length;
    if (keys > MAX_KEYS) return `Must have at most ${MAX_KEYS} keys in total.`;
    for (const [key, inner] of Object.entries(value))
      open.push({ value: key, depth }, { value: inner, depth: depth + 1 });
  }
  return Buffer.byteLength(JSON.stringify(root)) > MAX_BYTES ? TOO_LARGE : null;
}
