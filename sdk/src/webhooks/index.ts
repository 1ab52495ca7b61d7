import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { RefillError } from "../client/errors.js";

/** An event as Refill sends it: its name, when it happened, and what it is about. */
export type WebhookEvent<Type extends string = string, Data = Record<string, unknown>> = {
  /** Such as `balance.low` or `payment.succeeded`. */
  type: Type;
  /** When it happened: RFC 3339, in UTC. */
  timestamp: string;
  data: Data;
};

export type WebhookErrorReason =
  /** The request has no `webhook-id`, `webhook-timestamp` or `webhook-signature`. */
  | "missing_headers"
  /** It was signed more than five minutes ago or ahead: a replay, or a clock that is wrong. */
  | "outside_tolerance"
  /** Nobody with the secret signed this body. */
  | "bad_signature"
  /** The body was signed and is not an event. */
  | "malformed";

/** Why a request is not a webhook of yours. Answer it with 400. */
export class WebhookError extends RefillError {
  override readonly name = "WebhookError";

  constructor(
    readonly reason: WebhookErrorReason,
    message: string,
  ) {
    super(message);
  }
}

type HeadersLike = Headers | Record<string, string | string[] | undefined>;

/**
 * Checks who sent a webhook (Standard Webhooks, standardwebhooks.com) and returns its event. Pass the body as it was
 * received: parsed and written again, it has another signature.
 *
 * `secret` is the endpoint's (`whsec_…`). While it is being changed, pass the old and the new one.
 *
 * @throws WebhookError
 */
export function verifyWebhook<Event extends WebhookEvent = WebhookEvent>(
  body: string,
  headers: HeadersLike,
  secret: string | readonly string[],
): Event {
  const secrets = typeof secret === "string" ? [secret] : secret;
  // Without one, nothing would be checked.
  if (secrets.length === 0) throw new TypeError("verifyWebhook needs a secret.");
  const signed = {
    "webhook-id": headerOf(headers, "webhook-id"),
    "webhook-timestamp": headerOf(headers, "webhook-timestamp"),
    "webhook-signature": headerOf(headers, "webhook-signature"),
  };
  const missing = Object.entries(signed).filter(([, value]) => !value);
  if (missing.length > 0) {
    throw new WebhookError("missing_headers", `Missing: ${missing.map(([name]) => name).join(", ")}.`);
  }
  // The signature covers the number; a value with more to it would be another for the sender.
  if (!/^\d{1,15}$/.test(signed["webhook-timestamp"])) {
    throw new WebhookError("outside_tolerance", "webhook-timestamp is not a number of seconds.");
  }
  const refusals = secrets.map((one) => refusalOf(one, body, signed));
  const refusal = refusals.includes(null) ? null : refusals[0];
  if (refusal) throw refusal;
  return eventOf<Event>(body);
}

/** Why the signature is not by this secret; null if it is. */
function refusalOf(secret: string, body: string, headers: Record<string, string>): WebhookError | null {
  const webhook = new Webhook(secret);
  try {
    webhook.verify(body, headers, { jsonParse: false });
    return null;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    const reason = /timestamp/i.test(error.message) ? "outside_tolerance" : "bad_signature";
    return new WebhookError(reason, `${error.message}.`);
  }
}

function eventOf<Event extends WebhookEvent>(body: string): Event {
  const event = parsed(body);
  if (typeof event === "object" && event !== null && "type" in event && typeof event.type === "string") {
    // Signed by Refill, whose events have this type.
    return event as Event;
  }
  throw new WebhookError("malformed", "The body is not an event.");
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function headerOf(headers: HeadersLike, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? "";
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}
