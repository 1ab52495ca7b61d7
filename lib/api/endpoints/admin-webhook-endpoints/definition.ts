import { z } from "zod";
import {
  deliveryStatus,
  deliveryView,
  deliveryWithTriesView,
  webhookEndpointView,
  webhookSecret,
} from "@/lib/api/endpoints/admin-webhook-endpoints/view";
import { define } from "@/lib/api/http/definition";
import { BAD_CURSOR, cursor, limit, page } from "@/lib/api/http/schemas";
import { parseDeliveryCursor } from "@/lib/webhooks/endpoints/queries";
import { endpointSchema } from "@/lib/webhooks/endpoints/schema";

const id = z.uuid("Not the id of a webhook endpoint.");
const ofEndpoint = z.object({ id });
const ofDelivery = z.object({ id, delivery: z.uuid("Not the id of a delivery.") });

const EXAMPLE = {
  id: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
  url: "https://example.com/refill-webhooks",
  description: "Main app",
  eventTypes: ["balance.low", "payment.succeeded"],
  status: "enabled",
  disabledReason: null,
  failingSince: null,
  previousSecretUntil: null,
  createdAt: "2026-11-24T09:30:00.000Z",
};
const SECRET = "whsec_bm90LWEtc2VjcmV0LW5vdC1hLXNlY3JldC0wMDAw";
const DELIVERY = {
  id: "0193a1b2-9000-7e4f-8a5b-6c7d8e9f0a1b",
  messageId: "msg_0193a1b28fff7e4f8a5b6c7d8e9f0a1b",
  type: "balance.low",
  account: "0193a1b2-1111-7e4f-8a5b-6c7d8e9f0a1b",
  status: "DEAD",
  attempts: 10,
  nextAttemptAt: null,
  lastStatus: 500,
  lastError: "The receiver answered with 500.",
  occurredAt: "2026-11-24T09:30:00.000Z",
  settledAt: "2026-11-27T13:05:05.000Z",
};
const exampleParams = { id: EXAMPLE.id };
const exampleDelivery = { id: EXAMPLE.id, delivery: DELIVERY.id };

const input = endpointSchema.shape;

export const listWebhookEndpointsEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/webhook-endpoints",
  summary: "List webhook endpoints",
  description: "Where events are sent, oldest first.",
  access: "admin:*",
  success: { status: 200, schema: page(webhookEndpointView) },
  example: { answer: { data: [EXAMPLE], nextCursor: null } },
});

export const createWebhookEndpointEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/webhook-endpoints",
  summary: "Create a webhook endpoint",
  description:
    "Events are sent to it from now on, signed by the Standard Webhooks specification. The response contains the signing secret; it is shown only once.",
  access: "admin:*",
  identity: "recent",
  body: endpointSchema,
  success: { status: 201, schema: webhookEndpointView.extend({ secret: webhookSecret }) },
  example: {
    body: { url: EXAMPLE.url, description: EXAMPLE.description, eventTypes: EXAMPLE.eventTypes },
    answer: { ...EXAMPLE, secret: SECRET },
  },
  problems: ["too_many_endpoints"],
});

export const getWebhookEndpointEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/webhook-endpoints/{id}",
  summary: "Get a webhook endpoint",
  access: "admin:*",
  params: ofEndpoint,
  success: { status: 200, schema: webhookEndpointView },
  example: { params: exampleParams, answer: EXAMPLE },
});

export const editWebhookEndpointEndpoint = define({
  method: "PATCH",
  path: "/api/v1/admin/webhook-endpoints/{id}",
  summary: "Edit a webhook endpoint",
  description:
    "Changes what is given. With `enabled: false`, what waits for it is given up; with `true` it is sent what happens from then on.",
  access: "admin:*",
  identity: "recent",
  params: ofEndpoint,
  body: z.strictObject({
    url: input.url.optional(),
    description: input.description.unwrap().optional(),
    eventTypes: input.eventTypes.unwrap().optional(),
    enabled: z.boolean().optional(),
  }),
  success: { status: 200, schema: webhookEndpointView },
  example: {
    params: exampleParams,
    body: { enabled: false },
    answer: { ...EXAMPLE, status: "disabled", disabledReason: "ADMIN" },
  },
});

export const deleteWebhookEndpointEndpoint = define({
  method: "DELETE",
  path: "/api/v1/admin/webhook-endpoints/{id}",
  summary: "Delete a webhook endpoint",
  description: "Removes it with its deliveries. This cannot be undone.",
  access: "admin:*",
  identity: "recent",
  params: ofEndpoint,
  success: { status: 200, schema: z.object({ id: z.string(), deleted: z.literal(true) }) },
  example: { params: exampleParams, answer: { id: EXAMPLE.id, deleted: true } },
});

export const rollWebhookSecretEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/webhook-endpoints/{id}/roll",
  summary: "Roll a webhook secret",
  description: "Makes a new signing secret. For 24 hours events are signed with both.",
  access: "admin:*",
  identity: "recent",
  params: ofEndpoint,
  body: z.strictObject({}),
  bodyOptional: true,
  success: { status: 200, schema: webhookEndpointView.extend({ secret: webhookSecret }) },
  example: {
    params: exampleParams,
    body: {},
    answer: { ...EXAMPLE, previousSecretUntil: "2026-11-25T09:30:00.000Z", secret: SECRET },
  },
});

export const testWebhookEndpointEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/webhook-endpoints/{id}/test",
  summary: "Send a test event",
  description: "Sends an event of the type `test`, whatever types the endpoint wants. Returns before it is sent.",
  access: "admin:*",
  identity: "recent",
  params: ofEndpoint,
  body: z.strictObject({}),
  bodyOptional: true,
  success: { status: 201, schema: z.object({ delivery: z.string() }) },
  example: { params: exampleParams, body: {}, answer: { delivery: DELIVERY.id } },
  problems: ["endpoint_disabled"],
});

export const listWebhookDeliveriesEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/webhook-endpoints/{id}/deliveries",
  summary: "List webhook deliveries",
  description: "What was or is to be sent to the endpoint, newest first.",
  access: "admin:*",
  params: ofEndpoint,
  query: z.object({
    limit,
    cursor: cursor.refine((value) => parseDeliveryCursor(value) !== null, BAD_CURSOR).optional(),
    status: deliveryStatus.optional(),
  }),
  success: { status: 200, schema: page(deliveryView) },
  example: { params: exampleParams, query: { status: "DEAD" }, answer: { data: [DELIVERY], nextCursor: null } },
});

export const getWebhookDeliveryEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/webhook-endpoints/{id}/deliveries/{delivery}",
  summary: "Get a webhook delivery",
  description: "With its data and every attempt, oldest first.",
  access: "admin:*",
  params: ofDelivery,
  success: { status: 200, schema: deliveryWithTriesView },
  example: {
    params: exampleDelivery,
    answer: {
      ...DELIVERY,
      data: { account: { id: DELIVERY.account, externalId: "team_42" }, available: 12, threshold: 50 },
      tries: [{ at: DELIVERY.settledAt, status: 500, error: DELIVERY.lastError, durationMs: 87 }],
    },
  },
});

export const replayWebhookDeliveryEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/webhook-endpoints/{id}/deliveries/{delivery}/replay",
  summary: "Replay a webhook delivery",
  description: "Sends it again, with the same `webhook-id`. Returns before it is sent.",
  access: "admin:*",
  identity: "recent",
  params: ofDelivery,
  body: z.strictObject({}),
  bodyOptional: true,
  success: { status: 200, schema: deliveryWithTriesView },
  example: {
    params: exampleDelivery,
    body: {},
    answer: {
      ...DELIVERY,
      ...{ status: "PENDING", attempts: 0, nextAttemptAt: DELIVERY.settledAt, settledAt: null },
      data: { account: { id: DELIVERY.account, externalId: "team_42" }, available: 12, threshold: 50 },
      tries: [],
    },
  },
  problems: ["endpoint_disabled"],
});

export const replayDeadWebhooksEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/webhook-endpoints/{id}/replay",
  summary: "Replay what was given up",
  description: "Sends every delivery of the status `DEAD` again, in the order of each account.",
  access: "admin:*",
  identity: "recent",
  params: ofEndpoint,
  body: z.strictObject({}),
  bodyOptional: true,
  success: { status: 200, schema: z.object({ deliveries: z.int() }) },
  example: { params: exampleParams, body: {}, answer: { deliveries: 3 } },
  problems: ["endpoint_disabled"],
});
