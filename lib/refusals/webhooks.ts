import type { Rows } from "@/lib/refusals/row";

/** Why an endpoint of outgoing webhooks is not made, or sent nothing. */
export const webhooks = {
  unknown_endpoint: { code: "not_found", developer: "There is no such webhook endpoint." },
  unknown_delivery: { code: "not_found", developer: "The endpoint has no such delivery." },
  bad_url: {
    code: "validation_failed",
    developer: ({ sentence }: { sentence: string }) => sentence,
    field: "url",
  },
  too_many_endpoints: {
    status: 409,
    title: "There are too many webhook endpoints",
    developer: "Delete one that is no longer needed. There can be 20.",
  },
  endpoint_disabled: {
    status: 409,
    title: "The webhook endpoint is disabled",
    developer: "Nothing is sent to it. Enable it first.",
  },
} as const satisfies Rows;
