import { randomBytes } from "node:crypto";

// version-traceid-parentid-flags (www.w3.org/TR/trace-context/#traceparent-header).
const TRACEPARENT = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}/;

/** The trace that a `traceparent` header belongs to; null when it is missing or cannot be read. */
export function traceIdOf(traceparent: string | null | undefined): string | null {
  return TRACEPARENT.exec(traceparent ?? "")?.[1] ?? null;
}

export function newTraceId(): string {
  return randomBytes(16).toString("hex");
}
