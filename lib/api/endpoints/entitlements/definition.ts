import { z } from "zod";
import { exampleCounted, exampleEntitlement } from "@/lib/api/endpoints/entitlements/example";
import { countedView, entitlementView } from "@/lib/api/endpoints/entitlements/view";
import { define } from "@/lib/api/http/definition";
import { idempotencyKey, text } from "@/lib/api/http/schemas";
import { MAX_QUANTITY as MAX } from "@/lib/billing/entitlements/types";

const MAX_QUANTITY = Number(MAX);
const params = z.object({ feature: text(100).min(1) });
const exampleParams = { feature: exampleEntitlement.feature };

const quantity = z
  .int(`Must be a whole number from 1 to ${MAX_QUANTITY}.`)
  .min(1, "Must be at least 1.")
  .max(MAX_QUANTITY, `Must be at most ${MAX_QUANTITY}.`);

const body = z.strictObject({ quantity: quantity.default(1), idempotencyKey: idempotencyKey.optional() });

export const listEntitlementsEndpoint = define({
  method: "GET",
  path: "/api/v1/entitlements",
  summary: "List entitlements",
  description:
    "Every feature that plans limit, with the limit of the account's plan and how much of it is used. The limits are those of the paid plan while it is paid for or in its grace period, and of the free plan otherwise.",
  access: "credits:read",
  success: { status: 200, schema: z.object({ data: z.array(entitlementView) }) },
  example: { answer: { data: [exampleEntitlement] } },
});

export const getEntitlementEndpoint = define({
  method: "GET",
  path: "/api/v1/entitlements/{feature}",
  summary: "Check an entitlement",
  description:
    "Checks whether one more use is allowed, or `quantity` more; of a set, whether the plan includes `value`. It counts nothing, so another request can use the feature first. To count a use, use the feature.",
  access: "credits:read",
  params,
  query: z.object({
    quantity: z
      .string()
      .regex(/^[0-9]{1,10}$/, `Must be a whole number from 1 to ${MAX_QUANTITY}.`)
      .transform(Number)
      .pipe(quantity)
      .default(1)
      .meta({ type: "integer", minimum: 1, maximum: MAX_QUANTITY, default: 1, description: "How many more." }),
    value: text(100).optional().meta({ description: "Of a set, the value to use, such as a model." }),
  }),
  success: { status: 200, schema: entitlementView },
  example: { params: exampleParams, query: { quantity: 1 }, answer: exampleEntitlement },
});

export const useEntitlementEndpoint = define({
  method: "POST",
  path: "/api/v1/entitlements/{feature}/use",
  summary: "Use a feature",
  description:
    "Counts a use if the plan allows it: all of `quantity` or nothing. Concurrent requests never exceed the limit. A request that is repeated with the same idempotency key (the `Idempotency-Key` header or the field) counts nothing and returns the original response with `replayed: true`. At the limit, the response is 402 `limit_reached` with `limit` and `used`; it is not stored under the key, so the request can be retried.",
  access: "credits:spend",
  params,
  bodyOptional: true,
  body,
  success: { status: 200, schema: countedView },
  example: { params: exampleParams, body: { idempotencyKey: "workflow-42" }, answer: exampleCounted },
  problems: ["limit_reached", "idempotency_key_reused"],
});

export const releaseEntitlementEndpoint = define({
  method: "POST",
  path: "/api/v1/entitlements/{feature}/release",
  summary: "Release a use",
  description:
    "Reduces the count, for example after a workflow was deleted or an export failed. The count never goes below zero. For a feature that is counted per window, only uses of the current window can be released. Use a different idempotency key from that of the use. Requires the scope `credits:refund`, which only service keys have: otherwise customers could lift their own limits.",
  access: "credits:refund",
  params,
  bodyOptional: true,
  body,
  success: { status: 200, schema: countedView },
  example: {
    params: exampleParams,
    body: { idempotencyKey: "workflow-42-deleted" },
    answer: { ...exampleCounted, used: 2, remaining: 1 },
  },
  problems: ["idempotency_key_reused"],
});
