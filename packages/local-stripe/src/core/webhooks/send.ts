import type { DeliveryAttempt } from "../store/tables";
import { signatureHeader } from "./sign";

const keptBodyCharacters = 1000;
const keptHeaders = 20;
const keptHeaderCharacters = 200;

export interface Sending {
  url: string;
  payload: string;
  secrets: readonly string[];
  timeoutMs: number;
  stop: AbortSignal;
}

/** One POST of an event, signed afresh. Never throws: what went wrong is in the result. */
export async function send(sending: Sending): Promise<Omit<DeliveryAttempt, "at">> {
  const wallMs = Date.now();
  const { url, payload, secrets, timeoutMs, stop } = sending;
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json; charset=utf-8",
        // What is answered is a few bytes: packing and unpacking them would take longer than to send them.
        "accept-encoding": "identity",
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "stripe-signature": signatureHeader(payload, secrets, Math.floor(wallMs / 1000)),
      },
      body: payload,
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
    });
    const responseBody = await beginningOf(response);
    return {
      wallMs,
      durationMs: Date.now() - wallMs,
      status: response.status,
      error: null,
      responseBody,
      responseHeaders: someOf(response.headers),
    };
  } catch (error) {
    const said = reason(error, timeoutMs);
    return {
      wallMs,
      durationMs: Date.now() - wallMs,
      status: null,
      error: said,
      responseBody: "",
      responseHeaders: {},
    };
  }
}

/** What an endpoint answers is shown to people, never needed whole. */
async function beginningOf(response: Response): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= keptBodyCharacters) break;
  }
  return text.slice(0, keptBodyCharacters);
}

function someOf(headers: Headers): Record<string, string> {
  const kept = [...headers].slice(0, keptHeaders).map(([name, value]) => [name, value.slice(0, keptHeaderCharacters)]);
  return Object.fromEntries(kept);
}

function reason(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
