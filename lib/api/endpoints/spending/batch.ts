import { z } from "zod";
import { entryAnswer } from "@/lib/api/endpoints/balance/view";
import { chargeFields, oneCharge } from "@/lib/api/endpoints/spending/charge";
import { dimensionFields } from "@/lib/api/endpoints/spending/dimensions";
import { metadata } from "@/lib/api/endpoints/spending/metadata";
import { idempotencyKey, text } from "@/lib/api/http/schemas";
import { REFERENCE } from "@/lib/api/http/target-account";

/** One spend of a batch. Items are checked one by one, so that an invalid item is refused alone. */
export const batchItem = z
  .strictObject({
    account: text(255).min(1, REFERENCE).optional(),
    ...chargeFields,
    description: text(500).optional(),
    metadata: metadata.optional(),
    ...dimensionFields,
    idempotencyKey: idempotencyKey.optional(),
  })
  .superRefine(oneCharge);

const { $schema: _draft, ...schema } = z.toJSONSchema(batchItem, { io: "input" });

/** An item as JSON Schema, without the dialect, because it is part of another schema. */
export const itemSchema = schema;

const spent = z.object({ status: z.literal(200), ...entryAnswer.shape });

const refused = z
  .looseObject({ status: z.int(), code: z.string(), title: z.string(), detail: z.string() })
  .meta({ description: "The problem that /credits/consume would answer with." });

export const batchResult = z.union([spent, refused]);

export const MAX_ITEMS = 1000;

/** The fields of an item, with all the metadata that it can have. */
export const PARTS_PER_ITEM = 150;
