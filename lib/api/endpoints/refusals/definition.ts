import { z } from "zod";
import { entryView, standing } from "@/lib/api/endpoints/balance/view";
import { exampleHold } from "@/lib/api/endpoints/holds/example";
import { holdView } from "@/lib/api/endpoints/holds/view";
import { exampleRefusal } from "@/lib/api/endpoints/refusals/example";
import { refusalView } from "@/lib/api/endpoints/refusals/view";
import { define } from "@/lib/api/http/definition";
import { idempotencyKey } from "@/lib/api/http/schemas";
import { MAX_KEPT } from "@/lib/billing/refused-spends/types";

const params = z.object({ id: z.uuid("Not the id of a refusal.") });
const exampleParams = { id: exampleRefusal.id };

export const listRefusalsEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/refusals",
  summary: "List refused spends",
  description: `Spends and holds that were refused for want of credits in the last 24 hours and have not been done since, newest first, at most ${MAX_KEPT}. Those without an idempotency key, of a batch, and refused by a budget are not kept.`,
  access: "credits:read",
  success: { status: 200, schema: z.object({ data: z.array(refusalView) }) },
  example: { answer: { data: [exampleRefusal] } },
});

export const resumeRefusalEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/refusals/{id}/resume",
  summary: "Resume a refused spend",
  description:
    "Makes the spend, or places the hold, as it was sent and with its own idempotency key, at current rates. Exactly one request is answered with `claimed: true`: do the work then. Others, and all after an ordinary retry has succeeded, get the same entry or hold with `claimed: false`. Send an idempotency key, such as the job's id: a repetition with it is claimed as well, in case the first answer was lost. Only the caller that was refused and service keys can resume.",
  access: "credits:spend",
  params,
  bodyOptional: true,
  body: z.strictObject({ idempotencyKey: idempotencyKey.optional() }),
  success: {
    status: 200,
    schema: z.object({
      claimed: z.boolean().meta({ description: "Whether the caller of this request does the work." }),
      refusal: refusalView,
      entry: entryView.nullable().meta({ description: "Of a spend." }),
      hold: holdView.nullable().meta({ description: "Of a hold, as it is now." }),
      ...standing,
    }),
  },
  example: {
    params: exampleParams,
    body: { idempotencyKey: "worker-3" },
    answer: {
      claimed: true,
      refusal: { ...exampleRefusal, resumedAt: "2026-11-24T09:45:00.000Z" },
      entry: null,
      hold: exampleHold,
      balance: 200,
      available: 150,
      replayed: false,
    },
  },
  problems: ["insufficient_credits", "budget_exceeded", "idempotency_key_reused"],
});

export const deleteRefusalEndpoint = define({
  method: "DELETE",
  path: "/api/v1/credits/refusals/{id}",
  summary: "Give up a refused spend",
  description: "It is not resumed any more. Returns it as it was.",
  access: "credits:spend",
  params,
  success: { status: 200, schema: refusalView },
  example: { params: exampleParams, answer: exampleRefusal },
});
