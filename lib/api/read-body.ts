import { Problem } from "@/lib/api/problems";

export const MAX_BODY_BYTES = 1_048_576;

/**
 * The request's JSON. Bytes are counted as they come: a Content-Length is only a claim. Where it is `optional`, a request
 * without a body and without a type for it counts as {}.
 */
export async function readJson(request: Request, optional = false): Promise<{ json: unknown } | Problem> {
  if (optional && request.headers.get("content-type") === null) {
    const bytes = await readBytes(request, MAX_BODY_BYTES);
    if (bytes?.byteLength === 0) return { json: {} };
  }
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
    return malformed("Send the body as JSON, with the header Content-Type: application/json.");
  }
  const bytes = await readBytes(request, MAX_BODY_BYTES);
  if (!bytes) return new Problem("payload_too_large", `The body may have at most ${MAX_BODY_BYTES} bytes.`);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { json: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return malformed(`The body is not JSON: ${error.message}.`);
    if (error instanceof TypeError) return malformed("The body is not UTF-8 text.");
    throw error;
  }
}

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

function malformed(detail: string): Problem {
  return new Problem("malformed_request", detail);
}

/** The body as it came. Null when there is more than `maxBytes`; what follows is then not even received. */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  // A reader, because `for await` over a stream costs several promises more for each chunk, and this is on every call.
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    total += read.value.byteLength;
    if (total > maxBytes) {
      await reader?.cancel();
      return null;
    }
    chunks.push(read.value);
  }
  return Buffer.concat(chunks, total);
}
