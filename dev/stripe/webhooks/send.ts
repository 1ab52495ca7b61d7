import type { DeliveryAttempt } from "../store/tables";
import { signatureHeader } from "./sign";

const timeoutMs = 10_000;
const keptBodyCharacters = 1000;

/** One POST of an event, signed afresh. Never throws: what went wrong is in the result. */
export async function send(
  url: string,
  payload: string,
  secret: string,
  stop: AbortSignal,
): Promise<Omit<DeliveryAttempt, "at">> {
  const wallMs = Date.now();
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "stripe-signature": signatureHeader(payload, secret, Math.floor(wallMs / 1000)),
      },
      body: payload,
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await response.text();
    return {
      wallMs,
      durationMs: Date.now() - wallMs,
      status: response.status,
      error: null,
      responseBody: text.slice(0, keptBodyCharacters),
    };
  } catch (error) {
    return { wallMs, durationMs: Date.now() - wallMs, status: null, error: reason(error), responseBody: "" };
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
