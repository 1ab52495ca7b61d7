import { z } from "zod";
import { exampleBalance, exampleEntry } from "@/lib/api/endpoints/balance/example";
import { balanceView, entryAnswer, entryType, entryView } from "@/lib/api/endpoints/balance/view";
import { exampleMeter, exampleMeteredEntry } from "@/lib/api/endpoints/plans/example";
import { chargeFields, meter, oneCharge, quantity } from "@/lib/api/endpoints/spending/charge";
import { metadata } from "@/lib/api/endpoints/spending/metadata";
import { define } from "@/lib/api/http/definition";
import {
  creditAmount,
  credits,
  cursor,
  idempotencyKey,
  instant,
  limit,
  MAX_CREDITS,
  page,
  text,
} from "@/lib/api/http/schemas";

export const getCreditsEndpoint = define({
  method: "GET",
  path: "/api/v1/credits",
  summary: "Get the balance",
  description: "The balance at this moment, split into held, available and debt, with the lots it is made of.",
  access: "credits:read",
  success: { status: 200, schema: balanceView },
  example: { answer: exampleBalance },
});

export const listEntriesEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/history",
  summary: "List ledger entries",
  description: "Every change of the balance, newest first. `from` is inclusive, `to` exclusive.",
  access: "credits:read",
  query: z
    .object({
      type: entryType.optional().meta({ description: "Only entries of this type." }),
      from: instant.optional().meta({ description: "The first moment, or day in UTC." }),
      to: instant.optional().meta({ description: "The moment, or day in UTC, that it ends before." }),
      limit,
      cursor: cursor.optional(),
    })
    .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], message: "Give a time after `from`." }),
  success: { status: 200, schema: page(entryView) },
  example: { query: { type: "USAGE", limit: 2 }, answer: { data: [exampleEntry], nextCursor: null } },
});

export const consumeEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/consume",
  summary: "Spend credits",
  description:
    "Takes credits if there are enough, in one step: many callers at once never overspend. Say how many by `amount`, or by `meter` and `quantity`: then the rate card of this moment says. With an idempotency key (header `Idempotency-Key` or the field) a repeated request takes nothing and gets the first answer's `entry` with `replayed: true`; `balance` and `available` are always those of this moment.",
  access: "credits:spend",
  body: z
    .strictObject({
      ...chargeFields,
      description: text(500).optional(),
      metadata: metadata.optional(),
      idempotencyKey: idempotencyKey.optional(),
    })
    .superRefine(oneCharge),
  success: {
    status: 200,
    schema: entryAnswer,
  },
  example: {
    body: {
      meter: exampleMeter.key,
      quantity: 42_000,
      description: "Summary of report.pdf",
      idempotencyKey: "job-42",
    },
    answer: { entry: exampleMeteredEntry, balance: 195, available: 195, replayed: false },
  },
  problems: ["insufficient_credits", "idempotency_key_reused"],
});

export const checkEndpoint = define({
  method: "GET",
  path: "/api/v1/credits/check",
  summary: "Ask whether a spend would succeed",
  description:
    "Of an `amount`, or of a `quantity` of a `meter`. Spends nothing and keeps nothing: somebody else may spend first. To be sure, place a hold.",
  access: "credits:read",
  query: z
    .object({
      amount: z
        .string("Give a whole number of credits.")
        .regex(/^[0-9]{1,16}$/, "Give a whole number of credits.")
        .transform(Number)
        .pipe(creditAmount)
        .optional()
        .meta({ type: "integer", minimum: 1, maximum: MAX_CREDITS, description: "Credits, a whole number." }),
      meter: meter.optional(),
      quantity: quantity.optional(),
    })
    .superRefine(oneCharge),
  success: { status: 200, schema: z.object({ allowed: z.boolean(), required: credits, available: credits }) },
  example: { query: { amount: 5 }, answer: { allowed: true, required: 5, available: 200 } },
});
