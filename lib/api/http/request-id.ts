import { randomUUID } from "node:crypto";

/** The caller's own `x-request-id` when it is fit for a log line, else a new one. */
export function requestId(headers: Headers): string {
  const given = headers.get("x-request-id") ?? "";
  return SANE.test(given) ? given : randomUUID();
}

const SANE = /^[\w.:-]{8,100}$/;
