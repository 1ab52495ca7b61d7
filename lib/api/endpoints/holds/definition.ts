import { z } from "zod";
import { exampleEntry, exampleHold } from "@/lib/api/endpoints/balance/example";
import { entryAnswer, standing } from "@/lib/api/endpoints/balance/view";
import { holdView } from "@/lib/api/endpoints/holds/view";
import { atMostOneCharge, chargeFields, oneCharge } from "@/lib/api/endpoints/spending/charge";
import { metadata } from "@/lib/api/endpoints/spending/metadata";
import { define } from "@/lib/api/http/definition";
import { creditAmount, idempotencyKey, text } from "@/lib/api/http/schemas";
import { CAPTURE_LIMIT } from "@/lib/ledger/capture-hold";
import { DEFAULT_HOLD_SECONDS, MAX_HOLD_SECONDS } from "@/lib/ledger/place-hold";

const params = z.object({ id: z.uuid() });
const exampleParams = { id: exampleHold.id };
const holdAnswer = holdView.extend(standing);

export const placeHoldEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/holds",
  summary: "Place a hold",
  description:
    "Sets credits aside for a spend whose size is not known yet. They are not available meanwhile, and neither expire nor reset. With `meter` and `quantity` it sets aside what they cost now; the capture says what was counted in the end. A key that a spend has used is refused; a replay shows the hold as it is now.",
  access: "credits:spend",
  body: z
    .strictObject({
      ...chargeFields,
      expiresInSeconds: z
        .int()
        .min(1, "Give at least 1 second.")
        .max(MAX_HOLD_SECONDS, `Give at most ${MAX_HOLD_SECONDS} seconds.`)
        .default(DEFAULT_HOLD_SECONDS),
      description: text(500).optional(),
      metadata: metadata.optional(),
      idempotencyKey: idempotencyKey.optional(),
    })
    .superRefine(oneCharge),
  success: { status: 201, schema: holdAnswer },
  example: {
    body: { amount: 50, description: "Report", expiresInSeconds: 600, idempotencyKey: "job-42" },
    answer: { ...exampleHold, balance: 200, available: 150, replayed: false },
  },
  problems: ["insufficient_credits", "idempotency_key_reused"],
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
  description: `Spends what is held: all of it, a part, or up to ${CAPTURE_LIMIT} times as much when it is available. Up to the held amount it always succeeds. What it does not take is free again. With \`meter\` and \`quantity\` it takes what they cost now. A hold is captured by whoever placed it, or with \`credits:refund\`.`,
  access: "credits:spend",
  params,
  bodyOptional: true,
  body: z
    .strictObject({
      ...chargeFields,
      description: text(500).optional(),
      metadata: metadata.optional(),
      idempotencyKey: idempotencyKey.optional(),
    })
    .superRefine(atMostOneCharge),
  success: {
    status: 200,
    schema: entryAnswer,
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
    },
  },
  problems: ["insufficient_credits", "hold_not_open", "idempotency_key_reused"],
});

export const releaseHoldEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/holds/{id}/release",
  summary: "Release a hold",
  description:
    "Ends it without a spend. Releasing it again changes nothing. A hold is released by whoever placed it, or with `credits:refund`.",
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

export const refundEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/refunds",
  summary: "Give a spend back",
  description:
    "Wholly or in part, within 24 hours, to the lots it came from; all refunds of a spend give back at most what it took. What came from a lot that has ended since comes as a lot of kind RETURN that lasts at most seven days. Name the spend by `entry`, or by the `idempotencyKey` that the app or a service key made it with (a key which the account's owner sent is another); the refund's own key is the header `Idempotency-Key`. It takes `credits:refund`, so a service key: nobody gives themselves back what they were charged.",
  access: "credits:refund",
  body: z
    .strictObject({
      entry: text(255).min(1).optional(),
      idempotencyKey: idempotencyKey
        .optional()
        .meta({ description: "That of a spend which the app or a service key made." }),
      amount: creditAmount.optional(),
      reason: text(500).min(1, "Say why."),
    })
    .refine(({ entry, idempotencyKey: key }) => (entry === undefined) !== (key === undefined), {
      path: ["entry"],
      message: "Give the spend's entry or its idempotencyKey.",
    }),
  success: {
    status: 200,
    schema: entryAnswer,
  },
  example: {
    body: { idempotencyKey: "job-42", reason: "The model failed" },
    answer: {
      entry: {
        ...exampleEntry,
        seq: 4,
        type: "REVERSAL",
        amount: 5,
        balanceBefore: 195,
        balanceAfter: 200,
        idempotencyKey: null,
      },
      balance: 200,
      available: 200,
      replayed: false,
    },
  },
  problems: ["exceeds_spend", "refund_too_late", "not_a_spend", "balance_out_of_range", "idempotency_key_reused"],
});
