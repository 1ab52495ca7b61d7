import { z } from "zod";
import { isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { InboxEvent } from "@/lib/stripe/inbox/queries";

export const webhookStatus = z.enum(
  ["PENDING", "PROCESSED", "IGNORED", "FAILED"],
  "Must be PENDING, PROCESSED, IGNORED or FAILED.",
);

export const webhookEventView = z.object({
  id: z.string().meta({ description: "Stripe's id of the event." }),
  type: z.string(),
  status: webhookStatus,
  outcome: z.string().nullable().meta({ description: "What came of it, in a sentence; null before it is processed." }),
  attempts: z.int().meta({ description: "Since it arrived or was last replayed." }),
  customerId: z.string().nullable().meta({ description: "Stripe's id of the customer." }),
  objectId: z.string().nullable().meta({ description: "Stripe's id of the object." }),
  occurredAt: time,
  receivedAt: time,
  processedAt: time.nullable(),
  replayedAt: time.nullable(),
});

export function toWebhookEventView(event: InboxEvent): z.input<typeof webhookEventView> {
  const { occurredAt, receivedAt, processedAt, replayedAt, ...rest } = event;
  return {
    ...rest,
    occurredAt: isoTime(occurredAt),
    receivedAt: isoTime(receivedAt),
    processedAt: isoTimeOrNull(processedAt),
    replayedAt: isoTimeOrNull(replayedAt),
  };
}
