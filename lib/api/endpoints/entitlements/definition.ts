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
  .int(`Give a whole number from 1 to ${MAX_QUANTITY}.`)
  .min(1, "Give at least 1.")
  .max(MAX_QUANTITY, `Give at most ${MAX_QUANTITY}.`);

const body = z.strictObject({ quantity: quantity.default(1), idempotencyKey: idempotencyKey.optional() });

export const listEntitlementsEndpoint = define({
  method: "GET",
  path: "/api/v1/entitlements",
  summary: "List the plan's limits",
  description:
    "Every feature that plans limit, with what this plan allows and what is used. The paid plan counts while it is paid for, its grace included; else the free plan.",
  access: "credits:read",
  success: { status: 200, schema: z.object({ data: z.array(entitlementView) }) },
  example: { answer: { data: [exampleEntitlement] } },
});

export const getEntitlementEndpoint = define({
  method: "GET",
  path: "/api/v1/entitlements/{feature}",
  summary: "Ask whether one more is allowed",
  description: "Or `quantity` more. Counts nothing: somebody else may be first. To be sure, use it.",
  access: "credits:read",
  params,
  query: z.object({
    quantity: z
      .string()
      .regex(/^[0-9]{1,10}$/, `Give a whole number from 1 to ${MAX_QUANTITY}.`)
      .transform(Number)
      .pipe(quantity)
      .default(1)
      .meta({ type: "integer", minimum: 1, maximum: MAX_QUANTITY, default: 1, description: "How many more." }),
  }),
  success: { status: 200, schema: entitlementView },
  example: { params: exampleParams, query: { quantity: 1 }, answer: exampleEntitlement },
});

export const useEntitlementEndpoint = define({
  method: "POST",
  path: "/api/v1/entitlements/{feature}/use",
  summary: "Use a feature",
  description:
    "Counts a use if the plan allows it, all of `quantity` or nothing: many callers at once never pass the limit. With an idempotency key (header `Idempotency-Key` or the field) a repeated request counts nothing and gets the first answer with `replayed: true`, its figures included. Past the limit it is 402 `limit_reached` with `limit` and `used`, which is not remembered.",
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
  summary: "Give a use back",
  description:
    "When a workflow was deleted or an export failed. Never below zero; of what is counted by window, only in the window that runs. Its idempotency key is its own, not that of the use. It takes `credits:refund`, so a service key: who could give back what the app counted of them would have no limit.",
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
