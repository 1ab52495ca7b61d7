import type { IncomingHttpHeaders } from "node:http";
import { requestId } from "@/lib/api/http/request-id";
import type { LogContext } from "@/lib/log-context";
import { tracing } from "@/lib/tracing";
import { newTraceId, traceIdOf } from "@/lib/tracing/trace-id";

/**
 * How the lines of a request name it. While traces are exported the request id is the trace id, that of the caller's
 * `traceparent` if there is one.
 */
export function requestContext(headers: IncomingHttpHeaders): LogContext & { requestId: string } {
  if (tracing()) {
    const traceId = traceIdOf(headerOf(headers, "traceparent")) ?? newTraceId();
    return { requestId: traceId, traceId };
  }
  return { requestId: requestId({ get: (name) => headerOf(headers, name) }) };
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" ? value : null;
}
