import Stripe from "stripe";
import { log } from "@/lib/log";
import { endpointTemplate } from "@/lib/stripe/endpoint-template";
import { inSpan } from "@/lib/tracing";

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;

/**
 * A Node HTTP client for Stripe with a line in the log and a span for each attempt: what Stripe's support asks for, and
 * nothing of what was sent or received.
 */
export function observedHttpClient(): HttpClient {
  const client = Stripe.createNodeHttpClient();
  const send = client.makeRequest.bind(client);
  client.makeRequest = (host, port, path, method, headers, ...rest) => {
    const endpoint = endpointTemplate(path);
    const idempotencyKey = headerOf(headers, "Idempotency-Key");
    const attempt = idempotencyKey && (failures.get(idempotencyKey) ?? 0) + 1;
    const call = { method, endpoint, ...(attempt && { idempotencyKey, attempt }) };
    const begun = performance.now();
    const took = () => Math.round(performance.now() - begun);
    const attributes = {
      "http.request.method": method,
      "url.template": endpoint,
      "server.address": host,
      ...(attempt && { "stripe.idempotency_key": idempotencyKey, "stripe.attempt": attempt }),
    };
    return inSpan({ name: `Stripe ${method} ${endpoint}`, kind: "client", attributes }, async (span) => {
      try {
        const response = await send(host, port, path, method, headers, ...rest);
        const status = response.getStatusCode();
        const stripeRequest = headerOf(response.getHeaders(), "request-id");
        note(idempotencyKey, mayBeRetried(status));
        span.add({ "http.response.status_code": status, ...(stripeRequest && { "stripe.request_id": stripeRequest }) });
        const line = { ...call, status, durationMs: took(), ...(stripeRequest && { stripeRequest }) };
        log[mayBeRetried(status) ? "warn" : "info"](line, "Stripe call");
        return response;
      } catch (error) {
        note(idempotencyKey, true);
        log.warn({ ...call, err: error, durationMs: took() }, "Stripe call failed");
        throw error;
      }
    });
  };
  return client;
}

// By idempotency key, which the library gives to every request that writes, and keeps when it repeats one.
const failures = new Map<string, number>();
const MAX_REMEMBERED = 1_000;

function note(key: string | undefined, failed: boolean): void {
  if (!key) return;
  if (!failed) failures.delete(key);
  else {
    if (failures.size >= MAX_REMEMBERED) failures.clear();
    failures.set(key, (failures.get(key) ?? 0) + 1);
  }
}

/** What Stripe's library may repeat (docs.stripe.com/error-low-level#idempotency). */
const mayBeRetried = (status: number): boolean => status >= 500 || status === 409 || status === 429;

function headerOf(headers: object, name: string): string | undefined {
  const value = (headers as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
}
