import { invalidFields, type Problem, problem } from "@/lib/api/http/problems";
import { jsonShape } from "@/lib/json-shape";

export const MAX_BODY_BYTES = 1_048_576;

/** Names, objects and lists in a body, unless its endpoint takes lists of things: parsing a million bytes of names is dear. */
const MAX_PARTS = 1_000;

/**
 * The request's JSON. Bytes are counted as they come, because a Content-Length is only a claim, and what they are made of
 * before it is parsed. Where it is `optional`, a request without a body and without a type for it counts as {}.
 */
export async function readJson(
  request: Request,
  { optional = false, maxParts = MAX_PARTS }: { optional?: boolean; maxParts?: number } = {},
): Promise<{ json: unknown } | Problem> {
  const type = request.headers.get("content-type");
  if (!optional && !isJson(type)) return problem("body_not_declared");
  const bytes = await readBytes(request, MAX_BODY_BYTES);
  if (bytes === "cut_off") return problem("body_cut_off");
  if (bytes === "too_large") return tooLarge(MAX_BODY_BYTES);
  if (optional && type === null && bytes.byteLength === 0) return { json: {} };
  if (!isJson(type)) return problem("body_not_declared");
  const { parts, widest } = jsonShape(bytes);
  if (parts > maxParts) {
    const message = `Must have at most ${maxParts} fields, objects and lists in total.`;
    return invalidFields([{ field: widest ?? "body", message }]);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { json: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return problem("body_not_json", { reason: error.message });
    if (error instanceof TypeError) return problem("body_not_utf8");
    throw error;
  }
}

function isJson(type: string | null): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type ?? "");
}

/** The refusal of a body of more bytes than its endpoint takes. */
export function tooLarge(maxBytes: number): Problem {
  return problem("payload_too_large", { maxBytes }).with({ title: `The body is larger than ${inUnits(maxBytes)}` });
}

function inUnits(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes >= 1024 ? `${kilobytes / 1024} MB` : `${kilobytes} KB`;
}

/**
 * The body as it came. "too_large" when there is more than `maxBytes`; what follows is then not even received. "cut_off"
 * when the caller went away in the middle of it, which is no outage here.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer | "too_large" | "cut_off"> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return "too_large";
  // A reader, because `for await` over a stream costs several promises more for each chunk, and this is on every call.
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
      total += read.value.byteLength;
      if (total > maxBytes) {
        await reader?.cancel();
        return "too_large";
      }
      chunks.push(read.value);
    }
  } catch {
    return "cut_off";
  }
  return Buffer.concat(chunks, total);
}
