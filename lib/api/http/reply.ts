import { PROBLEMS, type Problem } from "@/lib/api/http/problems";
import { env } from "@/lib/env";

/** A success. Answers are about one caller at one moment, so nobody may keep them. */
export function jsonReply(
  status: number,
  body: unknown,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json(body, {
    status,
    headers: { "cache-control": "no-store", "x-request-id": requestId, ...headers },
  });
}

/** An open answer of events. Nothing between here and the reader may keep, compress or collect them. */
export function eventStreamReply(
  body: ReadableStream<Uint8Array> | null,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "x-request-id": requestId,
      ...headers,
    },
  });
}

/** A zip that is made while it is read; saved under `name`. */
export function zipReply(
  { name, body }: { name: string; body: ReadableStream<Uint8Array> | null },
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
  });
}

/** A refusal as application/problem+json (RFC 9457). */
export function problemReply({ code, detail, options }: Problem, requestId: string): Response {
  const { status, title } = PROBLEMS[code];
  const body = {
    type: typeOf(code),
    title: options.title ?? title,
    status,
    code,
    detail,
    requestId,
    errors: options.errors,
    ...options.members,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      // RFC 9110: a 401 says how to do better; a 503 says when.
      ...(status === 401 && { "www-authenticate": 'Bearer realm="refill"' }),
      ...(status === 503 && { "retry-after": "5" }),
      ...options.headers,
    },
  });
}

function typeOf(code: string): string {
  return `${new URL(env().APP_URL).origin}/docs/api#${code}`;
}
