import { z } from "zod";

/** The request to Stripe that an event came of; empty for what Stripe did by itself. */
export type EventCause = { stripeRequest?: string; stripeIdempotencyKey?: string };

const word = z.string().regex(/^[\x21-\x7e]{1,255}$/);
const schema = z.object({
  request: z.object({ id: word.nullish().catch(null), idempotency_key: word.nullish().catch(null) }),
});

/** Reads it from an event's payload (docs.stripe.com/api/events/object#event_object-request). */
export function eventCause(payload: unknown): EventCause {
  const event = schema.safeParse(payload);
  if (!event.success) return {};
  const { id, idempotency_key: key } = event.data.request;
  return { ...(id && { stripeRequest: id }), ...(key && { stripeIdempotencyKey: key }) };
}
