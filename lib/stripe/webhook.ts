import Stripe from "stripe";
import { z } from "zod";
import type { StripeClient } from "@/lib/stripe/client";
import { type EventCause, eventCause } from "@/lib/stripe/event-cause";
import { fromSeconds, idOf } from "@/lib/stripe/shapes";
import { storableJson } from "@/lib/stripe/storable-json";
import { isWithinBounds } from "@/lib/time-bounds";

/** A webhook event, as far as the inbox needs it. Handlers trust it only for ids. */
export type InboundEvent = {
  id: string;
  type: string;
  apiVersion: string | null;
  objectId: string | null;
  customerId: string | null;
  occurredAt: Date;
  /** The whole event as JSON that PostgreSQL can hold. */
  payload: string;
};

export type VerifiedEvent =
  | { ok: true; event: InboundEvent; cause: EventCause }
  | { ok: false; reason: "bad_signature" | "malformed_request"; detail: string };

/**
 * For events that are too old, Stripe's own default (docs.stripe.com/webhooks#verify-manually); for early ones, ours.
 */
const TOLERANCE_SECONDS = 300;

/**
 * Verifies the signature over the exact bytes received, and its time against the real clock, which a moved local clock
 * does not affect. Then validates the event's shape, because a signature only proves the sender.
 */
export function verifyEvent(
  stripe: StripeClient,
  rawBody: Buffer,
  signatureHeader: string | null,
  secret: string,
  receivedAtMs = Date.now(),
): VerifiedEvent {
  if (!signatureHeader) return badSignature("The Stripe-Signature header is missing.");
  if (!isSigned(stripe, rawBody, signatureHeader, secret, receivedAtMs)) {
    return badSignature(
      "The signature does not match, or its timestamp is more than 5 minutes in the past or the future.",
    );
  }
  const payload = storableJson(rawBody.toString("utf8"));
  if (isThin(payload?.value)) return malformed(THIN_EVENT);
  const event = eventSchema.safeParse(payload?.value);
  if (!payload || !event.success) return malformed("The signature is valid, but the body is not an event.");
  return { ok: true, event: reshape(event.data, payload.text), cause: eventCause(payload.value) };
}

function isSigned(stripe: StripeClient, body: Buffer, header: string, secret: string, receivedAtMs: number): boolean {
  const parts = header.split(",").map((part) => part.split("="));
  // The library throws a different error for a signature without a value, and accepts any future time.
  if (parts.some(([name, value]) => name === "v1" && !value)) return false;
  const signedAt = Number.parseInt(parts.findLast(([name]) => name === "t")?.[1] ?? "", 10);
  if (!(signedAt - receivedAtMs / 1000 <= TOLERANCE_SECONDS)) return false;
  try {
    const { signature } = stripe.webhooks;
    return signature?.verifyHeader(body, header, secret, TOLERANCE_SECONDS, undefined, receivedAtMs) === true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

// Thin events (API v2) name the changed object without including it (docs.stripe.com/event-destinations#thin-events).
const THIN_EVENT =
  "This is a thin event, but this endpoint accepts only snapshot events. In Stripe, create the event destination again with " +
  "the payload style Snapshot and the events that the README lists.";

const thinEvent = z.object({ object: z.string().startsWith("v2.core.event") });

function isThin(body: unknown): boolean {
  return thinEvent.safeParse(body).success;
}

function malformed(detail: string): VerifiedEvent {
  return { ok: false, reason: "malformed_request", detail };
}

function badSignature(detail: string): VerifiedEvent {
  return { ok: false, reason: "bad_signature", detail };
}

const word = z.string().regex(/^[\x21-\x7e]{1,255}$/);
const customer = z.union([word, z.object({ id: word })]).nullish();

const eventSchema = z.object({
  id: word,
  type: word,
  api_version: word.nullish(),
  created: z.int().refine((seconds) => isWithinBounds(fromSeconds(seconds))),
  data: z.object({
    object: z.object({ id: word.nullish(), object: word.optional(), customer }),
    previous_attributes: z.object({ customer }).nullish(),
  }),
});

function reshape({ data, ...event }: z.output<typeof eventSchema>, payload: string): InboundEvent {
  const { object, previous_attributes: before } = data;
  return {
    id: event.id,
    type: event.type,
    apiVersion: event.api_version ?? null,
    objectId: object.id ?? null,
    // The event of a detached card names its customer only in its previous attributes.
    customerId: object.object === "customer" ? (object.id ?? null) : idOf(object.customer ?? before?.customer),
    occurredAt: fromSeconds(event.created),
    payload,
  };
}
