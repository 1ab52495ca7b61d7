import { z } from "zod";
import { exampleEntry } from "@/lib/api/endpoints/balance/example";
import { entryAnswer, standing } from "@/lib/api/endpoints/balance/view";
import { exampleHold } from "@/lib/api/endpoints/holds/example";
import { holdView } from "@/lib/api/endpoints/holds/view";
import { atMostOneCharge, chargeFields, oneCharge } from "@/lib/api/endpoints/spending/charge";
import { dimensionFields } from "@/lib/api/endpoints/spending/dimensions";
import { metadata } from "@/lib/api/endpoints/spending/metadata";
import { define } from "@/lib/api/http/definition";
import { credits, idempotencyKey, text } from "@/lib/api/http/schemas";
import { CAPTURE_LIMIT } from "@/lib/ledger/capture-hold";
import { DEFAULT_HOLD_SECONDS, MAX_HOLD_SECONDS } from "@/lib/ledger/place-hold";

/** The largest overdraft that a service key may allow: debt that somebody has to pay. */
const MAX_OVERDRAFT = 1_000_000;

const params = z.object({ id: z.uuid() });
const exampleParams = { id: exampleHold.id };
const holdAnswer = holdView.extend(standing);

export const placeHoldEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/holds",
  summary: "Place a hold",
  description:
    "Reserves credits for a spend whose size is not known yet. Reserved credits are not available to other requests, and do not expire. With `meter` and `quantity`, the hold reserves what they cost at the current rates; the capture sends the final quantity. An idempotency key that was used for a spend is refused. A replay returns the hold in its current state.",
  access: "credits:spend",
  body: z
    .strictObject({
      ...chargeFields,
      expiresInSeconds: z
        .int()
        .min(1, "Must be at least 1.")
        .max(MAX_HOLD_SECONDS, `Must be at most ${MAX_HOLD_SECONDS}.`)
        .default(DEFAULT_HOLD_SECONDS)
        .meta({ description: "Seconds until the hold expires and its credits are available again." }),
      description: text(500).optional(),
      metadata: metadata.optional(),
      ...dimensionFields,
      idempotencyKey: idempotencyKey.optional(),
    })
    .superRefine(oneCharge),
  success: { status: 201, schema: holdAnswer },
  example: {
    body: { amount: 50, description: "Report", expiresInSeconds: 600, idempotencyKey: "job-42" },
    answer: { ...exampleHold, balance: 200, available: 150, replayed: false },
  },
  problems: ["insufficient_credits", "budget_exceeded", "idempotency_key_reused"],
});

export const getHoldEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/holds/{id}",
  summary: "Get a hold",
  access: "credits:read",
  params,
  success: { status: 200, schema: holdView },
  example: { params: exampleParams, answer: exampleHold },
});

export const captureHoldEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/holds/{id}/capture",
  summary: "Capture a hold",
  description: `Spends the held credits: all of them by default, a part, or up to ${CAPTURE_LIMIT} times the held amount if that much is available. A capture of up to the held amount always succeeds. Above the hold and what is available, a plan's \`overdraftCredits\` let it leave debt, which the next credits pay; nothing else can be spent until then. Credits that are not captured become available again. With \`meter\` and \`quantity\`, the capture is priced at the current rates. A hold can be captured by the caller that placed it, or with the scope \`credits:refund\`.`,
  access: "credits:spend",
  params,
  bodyOptional: true,
  body: z
    .strictObject({
      ...chargeFields,
      description: text(500).optional(),
      metadata: metadata.optional(),
      ...dimensionFields,
      overdraftCredits: z
        .int()
        .min(0, "Must be at least 0.")
        .max(MAX_OVERDRAFT, `Must be at most ${MAX_OVERDRAFT}.`)
        .optional()
        .meta({
          description:
            "For service keys: the most that the account may owe after this capture, instead of what its plan allows.",
        }),
      idempotencyKey: idempotencyKey.optional(),
    })
    .superRefine(atMostOneCharge),
  success: {
    status: 200,
    schema: entryAnswer.extend({
      overdraft: credits.meta({ description: "How many of the captured credits are owed: the next credits pay them." }),
    }),
  },
  example: {
    params: exampleParams,
    body: { amount: 32, description: "Report of 16 pages" },
    answer: {
      entry: {
        ...exampleEntry,
        amount: -32,
        balanceAfter: 168,
        description: "Report of 16 pages",
        idempotencyKey: null,
        allocations: exampleEntry.allocations.map(({ lot }) => ({ lot, amount: -32 })),
        hold: exampleHold.id,
      },
      balance: 168,
      available: 168,
      replayed: false,
      overdraft: 0,
    },
  },
  problems: ["insufficient_credits", "budget_exceeded", "hold_not_open", "idempotency_key_reused"],
});

export const extendHoldEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/holds/{id}/extend",
  summary: "Extend a hold",
  description:
    "Makes an open hold larger or longer, for work that needs more than was estimated. The charge is the new total of the hold, so that a repeated request changes nothing; a smaller one changes nothing either. `expiresInSeconds` counts from now and never brings the end forward; however often it is extended, a hold ends 24 hours after it was placed. A hold can be extended by the caller that placed it, or with the scope `credits:refund`.",
  access: "credits:spend",
  params,
  body: z
    .strictObject({
      ...chargeFields,
      expiresInSeconds: z
        .int()
        .min(1, "Must be at least 1.")
        .max(MAX_HOLD_SECONDS, `Must be at most ${MAX_HOLD_SECONDS}.`)
        .optional()
        .meta({ description: "Seconds from now until the hold expires." }),
    })
    .superRefine((body, context) => {
      if (body.expiresInSeconds === undefined) oneCharge(body, context);
      else atMostOneCharge(body, context);
    }),
  success: { status: 200, schema: holdAnswer },
  example: {
    params: exampleParams,
    body: { amount: 80, expiresInSeconds: 600 },
    answer: { ...exampleHold, amount: 80, balance: 200, available: 120, replayed: false },
  },
  problems: ["insufficient_credits", "budget_exceeded", "hold_not_open"],
});

export const releaseHoldEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/holds/{id}/release",
  summary: "Release a hold",
  description:
    "Ends the hold without a spend. Releasing it again has no effect. A hold can be released by the caller that placed it, or with the scope `credits:refund`.",
  access: "credits:spend",
  params,
  success: { status: 200, schema: holdAnswer },
  example: {
    params: exampleParams,
    answer: {
      ...exampleHold,
      status: "RELEASED",
      closedAt: "2026-11-24T09:32:00.000Z",
      balance: 200,
      available: 200,
      replayed: false,
    },
  },
  problems: ["hold_not_open"],
});
