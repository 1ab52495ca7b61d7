import { z } from "zod";
import { exampleEntry } from "@/lib/api/endpoints/balance/example";
import { entryAnswer } from "@/lib/api/endpoints/balance/view";
import { chargeFields, oneCharge } from "@/lib/api/endpoints/spending/charge";
import { metadata } from "@/lib/api/endpoints/spending/metadata";
import { define } from "@/lib/api/http/definition";
import { idempotencyKey, text } from "@/lib/api/http/schemas";

/** One spend of a batch. Checked one by one, so that a bad one is refused alone. */
export const batchItem = z
  .strictObject({
    account: text(255).min(1, "Give an account id, user id, email or external id.").optional(),
    ...chargeFields,
    description: text(500).optional(),
    metadata: metadata.optional(),
    idempotencyKey: idempotencyKey.optional(),
  })
  .superRefine(oneCharge);

const { $schema: _draft, ...itemSchema } = z.toJSONSchema(batchItem, { io: "input" });

const spent = z.object({ status: z.literal(200), ...entryAnswer.shape });

const refused = z
  .looseObject({ status: z.int(), code: z.string(), title: z.string(), detail: z.string() })
  .meta({ description: "As the problem that /credits/consume would answer." });

export const batchResult = z.union([spent, refused]);

const MAX_ITEMS = 1000;
// The fields of an item with all the metadata it may have.
const MAX_PARTS = 70 * MAX_ITEMS;

export const consumeBatchEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/consume/batch",
  summary: "Spend credits many times",
  description:
    "Each item stands for itself, as /credits/consume would take it: one that is refused spoils no other. Results are in the order of the items; items of one account are done in that order. Give each item an idempotency key, and the whole batch may be sent again.",
  access: "credits:spend",
  account: "items",
  maxParts: MAX_PARTS,
  body: z.strictObject({
    items: z
      .array(z.unknown().meta(itemSchema), "Give a list of items.")
      .min(1, "Give at least 1 item.")
      .max(MAX_ITEMS, `Give at most ${MAX_ITEMS} items.`),
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
          detail: "This takes 500 credits and 195 are available.",
          required: 500,
          available: 195,
        },
      ],
    },
  },
});
