import { z } from "zod";
import { webhookEventView, webhookStatus } from "@/lib/api/endpoints/admin-webhook-events/view";
import { define } from "@/lib/api/http/definition";
import { BAD_CURSOR, cursor, limit, page } from "@/lib/api/http/schemas";
import { parseInboxCursor } from "@/lib/stripe/inbox/cursor";

const stripeId = z.string().regex(/^[a-zA-Z0-9_]{1,255}$/, "Must be one of Stripe's ids.");
const eventType = z.string().regex(/^[a-z0-9_.]{1,255}$/, "Must be a type of event, such as invoice.paid.");

const EXAMPLE = {
  id: "evt_1S2b3C",
  type: "invoice.paid",
  status: "FAILED",
  outcome: "Failed, and will be retried: Stripe did not respond.",
  attempts: 3,
  customerId: "cus_T4d5E6",
  objectId: "in_1S2b3D",
  occurredAt: "2026-11-21T08:00:00.000Z",
  receivedAt: "2026-11-21T08:00:01.000Z",
  processedAt: null,
  replayedAt: null,
};

export const listWebhookEventsEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/webhook-events",
  summary: "List webhook events",
  description: "The events that Stripe has sent, newest first, with what came of each. Payloads are left out.",
  access: "admin:*",
  query: z.object({
    limit,
    cursor: cursor.refine((value) => parseInboxCursor(value) !== null, BAD_CURSOR).optional(),
    status: webhookStatus.optional(),
    type: eventType.optional().meta({ description: "Such as `invoice.paid`." }),
    customer: stripeId.optional().meta({ description: "The id of a Stripe customer." }),
  }),
  success: { status: 200, schema: page(webhookEventView) },
  example: { query: { status: "FAILED" }, answer: { data: [EXAMPLE], nextCursor: null } },
});

export const replayWebhookEventEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/webhook-events/{id}/replay",
  summary: "Replay a webhook event",
  description:
    "Puts an event back into the inbox. The worker processes it like a new one, against what Stripe says now, so a replay of what was done already changes nothing. Returns before it is processed.",
  access: "admin:*",
  identity: "recent",
  params: z.object({ id: stripeId.meta({ description: "Stripe's id of the event." }) }),
  body: z.strictObject({}),
  bodyOptional: true,
  success: { status: 200, schema: webhookEventView },
  example: {
    params: { id: "evt_1S2b3C" },
    body: {},
    answer: { ...EXAMPLE, status: "PENDING", attempts: 0, replayedAt: "2026-11-21T09:00:00.000Z" },
  },
});
