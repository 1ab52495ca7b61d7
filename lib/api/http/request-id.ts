import { randomUUID } from "node:crypto";

/**
 * The request's `x-request-id` if it is safe to log, otherwise a new id. While traces are exported, every request that
 * arrives has its trace id there: lib/requests/observe-requests.ts.
 */
export function requestId(headers: Pick<Headers, "get">): string {
  const given = headers.get("x-request-id") ?? "";
  return SANE.test(given) ? given : randomUUID();
}

const SANE = /^[\w.:-]{8,100}$/;
