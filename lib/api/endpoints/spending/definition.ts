import { z } from "zod";
import { exampleEntry } from "@/lib/api/endpoints/balance/example";
import { entryAnswer } from "@/lib/api/endpoints/balance/view";
import { exampleMeter } from "@/lib/api/endpoints/plans/example";
import { batchResult, itemSchema, MAX_ITEMS, PARTS_PER_ITEM } from "@/lib/api/endpoints/spending/batch";
import { chargeFields, meter, oneCharge, quantity } from "@/lib/api/endpoints/spending/charge";
import { dimensionFields } from "@/lib/api/endpoints/spending/dimensions";
import { exampleMeteredEntry } from "@/lib/api/endpoints/spending/example";
import { metadata } from "@/lib/api/endpoints/spending/metadata";
import { define } from "@/lib/api/http/definition";
import { creditAmount, credits, idempotencyKey, MAX_CREDITS, text, time } from "@/lib/api/http/schemas";
import { BUDGET_SCOPES, BUDGET_WINDOWS } from "@/lib/ledger/budgets/budget";

const MUST_BE_WHOLE = "Must be a whole number of credits.";

export const checkEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/check",
  summary: "Check whether a spend would succeed",
  description:
    "Checks an `amount`, or a `quantity` of a `meter`. It spends and reserves nothing, so another request can spend first. To reserve credits, place a hold.",
  access: "credits:read",
  query: z
    .object({
      amount: z
        .string(MUST_BE_WHOLE)
        .regex(/^[0-9]{1,16}$/, MUST_BE_WHOLE)
        .transform(Number)
        .pipe(creditAmount)
        .optional()
        .meta({ type: "integer", minimum: 1, maximum: MAX_CREDITS, description: "Credits, a whole number." }),
      meter: meter.optional(),
      quantity: quantity.optional(),
      subject: dimensionFields.subject,
      run: dimensionFields.run,
    })
    .superRefine(oneCharge),
  success: {
    status: 200,
    schema: z.object({
      allowed: z.boolean(),
      required: credits,
      available: credits,
      budget: z
        .object({
          id: z.string(),
          scope: z.enum(BUDGET_SCOPES),
          target: z.string().nullable(),
          window: z.enum(BUDGET_WINDOWS),
          seconds: z.int().nullable(),
          limit: credits,
          used: credits,
        })
        .optional()
        .meta({ description: "The budget that does not allow it, as of a spend by these credentials." }),
      freesAt: time.nullable().optional().meta({ description: "When that budget allows it." }),
    }),
  },
  example: { query: { amount: 5 }, answer: { allowed: true, required: 5, available: 200 } },
});

export const estimateEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/estimate",
  summary: "Estimate a cost",
  description:
    "Returns what quantities would cost at the current rates, each rounded as a spend of its own. It spends nothing and needs no account. The rates are in `meters` of GET /plans.",
  access: "credits:read",
  account: "none",
  // Each item is an object with two fields.
  maxParts: 4 * MAX_ITEMS,
  body: z.strictObject({
    items: z
      .array(z.strictObject({ meter, quantity }), "Must be a list of items.")
      .min(1, "Must have at least 1 item.")
      .max(MAX_ITEMS, `Must have at most ${MAX_ITEMS} items.`),
  }),
  success: {
    status: 200,
    schema: z.object({
      items: z.array(
        z.object({
          meter: z.string(),
          quantity: z.string().meta({ description: "A decimal string." }),
          credits,
          rateVersion: z.int().meta({ description: "The version of the meter's rate." }),
        }),
      ),
      total: credits,
    }),
  },
  example: {
    body: {
      items: [
        { meter: "chat_tokens_in", quantity: 12_000 },
        { meter: "audio_minute", quantity: "2.5" },
      ],
    },
    answer: {
      items: [
        { meter: "chat_tokens_in", quantity: "12000", credits: 2, rateVersion: 1 },
        { meter: "audio_minute", quantity: "2.5", credits: 3, rateVersion: 1 },
      ],
      total: 5,
    },
  },
});

const label = text(100).min(1, "Must not be empty.").optional();

export const typicalCostEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/typical-cost",
  summary: "Get what a spend usually costs",
  description:
    "What the account's last spends with this `meter`, `model` or `project` cost: half of them at most `typical` credits, all of them at most `atMost`. They are the last 100 of 30 days. A meter that the account has not used yet is answered from a sample of all accounts, of which 95 % cost at most `atMost`; with too few spends, both are null. Show it beside the button, hold `atMost`, and capture no more.",
  access: "credits:read",
  query: z
    .object({ meter: meter.optional(), model: label, project: label })
    .refine((query) => Object.values(query).filter((value) => value !== undefined).length === 1, {
      path: ["meter"],
      message: "Pass one of `meter`, `model` and `project`.",
    }),
  success: {
    status: 200,
    schema: z.object({
      basis: z
        .enum(["account", "everyone"])
        .nullable()
        .meta({ description: "Whose spends were looked at; null if there are too few." }),
      spends: z.int().meta({ description: "How many." }),
      typical: credits.nullable(),
      atMost: credits.nullable(),
    }),
  },
  example: {
    query: { meter: exampleMeter.key },
    answer: { basis: "account", spends: 37, typical: 12, atMost: 20 },
  },
});

export const consumeEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/consume",
  summary: "Spend credits",
  description:
    "Spends credits if enough are available. The check and the spend are one atomic step, so concurrent requests never overspend. Pass an `amount`, or a `meter` and a `quantity` to be priced at the current rates, or `items` with quantities of several meters, which are priced together. A request that is repeated with the same idempotency key (the `Idempotency-Key` header or the field) spends nothing and returns the original `entry` with `replayed: true`; `balance` and `available` are always current.",
  access: "credits:spend",
  body: z
    .strictObject({
      ...chargeFields,
      description: text(500).optional(),
      metadata: metadata.optional(),
      ...dimensionFields,
      idempotencyKey: idempotencyKey.optional(),
    })
    .superRefine(oneCharge),
  success: { status: 200, schema: entryAnswer },
  example: {
    body: {
      meter: exampleMeter.key,
      quantity: 42_000,
      description: "Summary of report.pdf",
      idempotencyKey: "job-42",
    },
    answer: { entry: exampleMeteredEntry, balance: 195, available: 195, replayed: false },
  },
  problems: ["insufficient_credits", "budget_exceeded", "idempotency_key_reused"],
});

export const consumeBatchEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/consume/batch",
  summary: "Spend credits in a batch",
  description:
    "Processes each item as /credits/consume would. A refused item does not affect the others. Results are in the order of the items, and items of one account are processed in that order. Give each item an idempotency key to make the whole batch safe to retry.",
  access: "credits:spend",
  account: "items",
  maxParts: PARTS_PER_ITEM * MAX_ITEMS,
  body: z.strictObject({
    items: z
      .array(z.unknown().meta(itemSchema), "Must be a list of items.")
      .min(1, "Must have at least 1 item.")
      .max(MAX_ITEMS, `Must have at most ${MAX_ITEMS} items.`),
  }),
  success: { status: 200, schema: z.object({ results: z.array(batchResult) }) },
  example: {
    body: { items: [{ amount: 5, idempotencyKey: "job-42" }, { amount: 500 }] },
    answer: {
      results: [
        { status: 200, entry: exampleEntry, balance: 195, available: 195, replayed: false },
        {
          status: 402,
          code: "insufficient_credits",
          title: "Not enough credits",
          detail: "This requires 500 credits, and 195 are available.",
          required: 500,
          available: 195,
        },
      ],
    },
  },
});

export const refundEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/refunds",
  summary: "Refund a spend",
  description:
    "Returns all or part of a spend to the lots it came from, within 24 hours. The refunds of a spend never exceed what it took. Credits from a lot that has ended since are returned as a lot of kind RETURN, which lasts at most seven days. Identify the spend by `entry`, or by the `idempotencyKey` that the app or a service key sent with it (keys sent by the account's owner are separate). To make the refund itself idempotent, send the `Idempotency-Key` header. Requires the scope `credits:refund`, which only service keys have: customers cannot refund their own spends.",
  access: "credits:refund",
  body: z
    .strictObject({
      entry: text(255).min(1).optional().meta({ description: "The id of the spend's entry." }),
      idempotencyKey: idempotencyKey
        .optional()
        .meta({ description: "The idempotency key that the app or a service key sent with the spend." }),
      amount: creditAmount
        .optional()
        .meta({ description: "Credits to refund. Defaults to all that is left of the spend." }),
      reason: text(500).min(1, "Enter a reason."),
    })
    .refine(({ entry, idempotencyKey: key }) => (entry === undefined) !== (key === undefined), {
      path: ["entry"],
      message: "Pass either `entry` or `idempotencyKey`.",
    }),
  success: { status: 200, schema: entryAnswer },
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
