import { Readable } from "node:stream";
import { PROBLEMS, type Problem } from "@/lib/api/http/problems";
import { env } from "@/lib/env";
import { processMetrics } from "@/lib/monitoring/process-metrics";

/** A successful response. Responses are specific to a caller and a moment, so they are never cached. */
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

/** A successful response with nothing to say. */
export function emptyReply(requestId: string): Response {
  return new Response(null, { status: 204, headers: { "cache-control": "no-store", "x-request-id": requestId } });
}

/** A stream of events. Proxies must not cache, compress or buffer it. */
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

/** A zip file called `name`, which is written while it is read. */
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

/**
 * A CSV file called `name`, which is written while it is read, at the reader's pace. When reading fails, the download
 * breaks off instead of looking complete.
 */
export function csvReply(
  { name, lines }: { name: string; lines: AsyncIterable<string> | null },
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const body = lines && (Readable.toWeb(Readable.from(lines).map(encoded)) as ReadableStream<Uint8Array>);
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
  });
}

const encoded = (text: string): Uint8Array => Buffer.from(text);

/** A refusal as application/problem+json (RFC 9457). */
export function problemReply({ code, detail, options }: Problem, requestId: string): Response {
  processMetrics().problems.inc({ code });
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
      // RFC 9110: a 401 names the authentication scheme; a 503 can say when to retry.
      ...(status === 401 && { "www-authenticate": 'Bearer realm="refill"' }),
      ...(status === 503 && { "retry-after": "5" }),
      ...options.headers,
    },
  });
}

function typeOf(code: string): string {
  return `${new URL(env().APP_URL).origin}/docs/api#${code}`;
}
