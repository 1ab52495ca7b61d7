import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { expect, test } from "vitest";
import { cleaned } from "./clean-span";

test("a span is exported without queries, addresses, secrets and messages of errors", () => {
  const span = {
    name: "fetch GET http://127.0.0.1:4000/hook?token=abcdefgh",
    status: { code: 2, message: "No user ada@example.com" },
    attributes: {
      "http.target": "/reset-password?token=abcdefgh",
      "http.url": "https://user:hunter2@stripe.example/v1/customers?email=ada%40example.com",
      "http.route": "/admin/users/[id]",
      "http.status_code": 200,
      list: ["to ada@example.com", "kept"],
      "error.message": "Ada Lovelace is unknown",
    },
    events: [
      {
        name: "exception",
        attributes: { "exception.type": "TypeError", "exception.message": "Ada", "exception.stacktrace": "Ada" },
      },
    ],
    spanContext: () => ({ traceId: "t" }),
  } as unknown as ReadableSpan;
  const clean = cleaned(span);
  const { name, status, attributes, events } = clean;
  expect({ name, status, attributes, events }).toEqual({
    name: "fetch GET http://127.0.0.1:4000/hook",
    status: { code: 2 },
    attributes: {
      "http.target": "/reset-password",
      "http.url": "https://[redacted]@stripe.example/v1/customers",
      "http.route": "/admin/users/[id]",
      "http.status_code": 200,
      list: ["to [email]", "kept"],
    },
    events: [{ name: "exception", attributes: { "exception.type": "TypeError" } }],
  });
  expect(clean.spanContext()).toEqual({ traceId: "t" });
});
