import { afterEach, expect, test } from "vitest";
import { requestContext } from "@/lib/requests/request-context";
import { setTracing, type Tracing } from "@/lib/tracing";

const tracing: Tracing = {
  inSpan: (_start, work) => work({ add: () => undefined }),
  traceparent: () => undefined,
  end: async () => undefined,
};
const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const traceparent = `00-${trace}-00f067aa0ba902b7-01`;

afterEach(() => setTracing(null));

test("without tracing, the request id is the caller's own or a new one, whatever trace the caller has", () => {
  expect(requestContext({ "x-request-id": "req-12345", traceparent })).toEqual({ requestId: "req-12345" });
  expect(requestContext({ "x-request-id": "no id\n", traceparent }).requestId).toMatch(/^[\da-f-]{36}$/);
});

test("with tracing, the request id is the trace id: that of the caller's trace, or of a new one", () => {
  setTracing(tracing);
  expect(requestContext({ "x-request-id": "req-12345", traceparent })).toEqual({ requestId: trace, traceId: trace });
  for (const unreadable of [undefined, "", "00-xyz-1-01", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`, `${trace}`]) {
    const { requestId, traceId } = requestContext({ "x-request-id": "req-12345", traceparent: unreadable });
    expect(requestId).toMatch(/^[\da-f]{32}$/);
    expect(requestId).not.toBe(trace);
    expect(traceId).toBe(requestId);
  }
});
