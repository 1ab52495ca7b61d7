import Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { fromSeconds, idOf } from "@/lib/stripe/shapes";

/** A webhook event, as far as the inbox needs it. Handlers trust it only for ids. */
export type InboundEvent = {
  id: string;
  type: string;
  apiVersion: string | null;
  objectId: string | null;
  customerId: string | null;
  occurredAt: Date;
  payload: string;
};

export type VerifiedEvent = { ok: true; event: InboundEvent } | { ok: false; reason: "bad_signature"; detail: string };

/** Stripe's own default (docs.stripe.com/webhooks#verify-manually). */
const TOLERANCE_SECONDS = 300;

/**
 * Checks the signature over the exact bytes that came, and its age against the real clock: freshness is a matter of
 * the wire, so a moved local clock has no say in it.
 */
export function verifyEvent(
  stripe: StripeClient,
  rawBody: Buffer,
  signatureHeader: string | null,
  secret: string,
): VerifiedEvent {
  if (!signatureHeader)
    return { ok: false, reason: "bad_signature", detail: "The Stripe-Signature header is missing." };
  try {
    const event = stripe.webhooks.constructEvent(rawBody, signatureHeader, secret, TOLERANCE_SECONDS);
    return { ok: true, event: reshape(event, rawBody.toString("utf8")) };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) {
      return {
        ok: false,
        reason: "bad_signature",
        detail: "The signature does not match, or is older than 5 minutes.",
      };
    }
    if (error instanceof SyntaxError) return { ok: false, reason: "bad_signature", detail: "The body is not JSON." };
    throw error;
  }
}

function reshape(event: Stripe.Event, payload: string): InboundEvent {
  const object: MaybeOfCustomer = event.data.object;
  const before: MaybeOfCustomer | undefined = event.data.previous_attributes;
  return {
    id: event.id,
    type: event.type,
    apiVersion: event.api_version,
    objectId: object.id ?? null,
    // A card that was taken off names its customer only as it was before.
    customerId: object.object === "customer" ? (object.id ?? null) : idOf(object.customer ?? before?.customer),
    occurredAt: fromSeconds(event.created),
    payload,
  };
}

type MaybeOfCustomer = { id?: string; object?: string; customer?: string | { id: string } | null };
