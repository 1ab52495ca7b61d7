import { invalidFields, type Problem, problem } from "@/lib/api/http/problems";
import { jsonShape } from "@/lib/json-shape";

export const MAX_BODY_BYTES = 1_048_576;

/** The most names, objects and lists in a body, unless its endpoint allows more: parsing 1 MB of names is expensive. */
const MAX_PARTS = 1_000;

type Reading = {
  optional?: boolean | undefined;
  maxParts?: number | undefined;
  maxBytes?: number;
  /** Whether a Content-Type declares the format that is read; by default any kind of JSON. */
  isDeclared?: (type: string | null) => boolean;
};

/**
 * The request's JSON. Bytes are counted as they arrive, because Content-Length is only a claim, and names, objects and
 * lists are counted before parsing. If the body is `optional`, an empty one counts as {}, whatever its content type.
 */
export async function readJson(
  request: Request,
  { optional = false, maxParts = MAX_PARTS, maxBytes = MAX_BODY_BYTES, isDeclared = isJson }: Reading = {},
): Promise<{ json: unknown } | Problem> {
  const type = request.headers.get("content-type");
  if (!optional && !isDeclared(type)) return problem("body_not_declared");
  const bytes = await readBytes(request, maxBytes);
  if (bytes === "cut_off") return problem("body_cut_off");
  if (bytes === "too_large") return tooLarge(maxBytes);
  if (optional && bytes.byteLength === 0) return { json: {} };
  if (!isDeclared(type)) return problem("body_not_declared");
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

/** The refusal of a body that is larger than its endpoint accepts. */
export function tooLarge(maxBytes: number): Problem {
  return problem("payload_too_large", { maxBytes }).with({ title: `The body is larger than ${inUnits(maxBytes)}` });
}

function inUnits(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes >= 1024 ? `${kilobytes / 1024} MB` : `${kilobytes} KB`;
}

/**
 * The raw body. "too_large" if it has more than `maxBytes`; the rest is then not received. "cut_off" if the caller
 * disconnected before its end.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer | "too_large" | "cut_off"> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return "too_large";
  // A reader, because `for await` over a stream costs several more promises per chunk, and every request comes through
  // here.
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
