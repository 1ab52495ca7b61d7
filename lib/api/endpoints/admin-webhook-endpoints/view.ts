import { z } from "zod";
import { isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { Delivery, Endpoint, findDelivery } from "@/lib/webhooks/endpoints/queries";
import { messageIdOf } from "@/lib/webhooks/secret";

export const webhookEndpointView = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(z.string()).meta({ description: "What it is sent; empty is everything." }),
    status: z.enum(["enabled", "disabled"]),
    disabledReason: z
      .enum(["ADMIN", "GONE", "FAILING"])
      .nullable()
      .meta({ description: "`GONE`: it answered 410. `FAILING`: nothing reached it for five days." }),
    failingSince: time.nullable().meta({ description: "The first failure since the last delivery." }),
    previousSecretUntil: time
      .nullable()
      .meta({ description: "Until when the secret before the last roll signs as well." }),
    createdAt: time,
  })
  .meta({ title: "WebhookEndpoint", description: "Where events are sent, without its secret." });

export const webhookSecret = z.string().meta({ description: "The signing secret. Shown only in this response." });

export function toWebhookEndpointView(endpoint: Endpoint): z.input<typeof webhookEndpointView> {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    eventTypes: endpoint.eventTypes,
    status: endpoint.disabledAt ? "disabled" : "enabled",
    disabledReason: endpoint.disabledReason,
    failingSince: isoTimeOrNull(endpoint.failingSince),
    previousSecretUntil: isoTimeOrNull(endpoint.previousUntil),
    createdAt: isoTime(endpoint.createdAt),
  };
}

export const deliveryStatus = z.enum(["PENDING", "DELIVERED", "DEAD"], "Must be PENDING, DELIVERED or DEAD.");

export const deliveryView = z
  .object({
    id: z.string(),
    messageId: z.string().meta({ description: "The `webhook-id` that it is sent with." }),
    type: z.string(),
    account: z.string().nullable().meta({ description: "Null for a test." }),
    status: deliveryStatus,
    attempts: z.int().meta({ description: "Since it was made or last replayed." }),
    nextAttemptAt: time
      .nullable()
      .meta({ description: "Null while an earlier message of the account is not settled." }),
    lastStatus: z
      .int()
      .nullable()
      .meta({ description: "What the last attempt was answered with; null without an answer." }),
    lastError: z.string().nullable(),
    occurredAt: time,
    settledAt: time.nullable(),
  })
  .meta({ title: "WebhookDelivery", description: "A message to one endpoint." });

export function toDeliveryView(delivery: Delivery): z.input<typeof deliveryView> {
  return {
    id: delivery.id,
    messageId: messageIdOf(delivery.messageId),
    type: delivery.message.type,
    account: delivery.message.userId,
    status: delivery.status,
    attempts: delivery.attempts,
    nextAttemptAt: isoTimeOrNull(delivery.nextAttemptAt),
    lastStatus: delivery.lastStatus,
    lastError: delivery.lastError,
    occurredAt: isoTime(delivery.message.occurredAt),
    settledAt: isoTimeOrNull(delivery.settledAt),
  };
}

export const deliveryWithTriesView = deliveryView.extend({
  data: z.record(z.string(), z.unknown()).meta({ description: "The `data` of the event." }),
  tries: z.array(z.object({ at: time, status: z.int().nullable(), error: z.string().nullable(), durationMs: z.int() })),
});

type FoundDelivery = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;

export function toDeliveryWithTriesView(found: FoundDelivery): z.input<typeof deliveryWithTriesView> {
  const tries = found.tries.map(({ at, status, error, durationMs }) => ({
    at: isoTime(at),
    status,
    error,
    durationMs,
  }));
  // An object, always: recordMessages writes it.
  return { ...toDeliveryView(found), data: found.message.data as Record<string, unknown>, tries };
}
