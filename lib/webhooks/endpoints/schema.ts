import { z } from "zod";
import { storableText } from "@/lib/storable";
import { MAX_URL } from "@/lib/webhooks/endpoint-url";
import { EVENT_TYPES } from "@/lib/webhooks/event-types";

const MAX_DESCRIPTION = 200;

/** What can be said of an endpoint. Whether its address may be one is decided with the settings: `refuseUrl`. */
export const endpointSchema = z.strictObject({
  url: storableText
    .trim()
    .min(1, "Enter the address that events are sent to.")
    .max(MAX_URL, `Must be at most ${MAX_URL} characters.`),
  description: storableText.trim().max(MAX_DESCRIPTION, `Must be at most ${MAX_DESCRIPTION} characters.`).default(""),
  /** Empty is everything. */
  eventTypes: z
    .array(z.enum(EVENT_TYPES, "Must be one of the event types."))
    .max(EVENT_TYPES.length, "List each type once.")
    .transform((types) => [...new Set(types)])
    .default([]),
});

export type EndpointInput = z.output<typeof endpointSchema>;
