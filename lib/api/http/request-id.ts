import { randomUUID } from "node:crypto";

/** The caller's `x-request-id` if it is safe to log, otherwise a new id. */
export function requestId(headers: Headers): string {
  const given = headers.get("x-request-id") ?? "";
  return SANE.test(given) ? given : randomUUID();
}

const SANE = /^[\w.:-]{8,100}$/;
