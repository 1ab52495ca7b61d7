import { z } from "zod";
import { creditAmount } from "@/lib/api/http/schemas";
import { formatQuantity, parseQuantity } from "@/lib/catalog/quantity";

/** What a spend costs: credits, a quantity of a meter, or quantities of several. */
export type Charge = {
  amount?: number;
  meter?: string;
  quantity?: string;
  items?: { meter: string; quantity: string }[];
};

const QUANTITY =
  "Must be a number above 0 with at most 14 digits before the decimal point and 6 after it. Send it as a string if it has more than 15 digits.";

const BAD_METER = "Must be the key of a meter.";

export const meter = z
  .string(BAD_METER)
  .min(1, BAD_METER)
  .max(100, BAD_METER)
  .meta({ description: "The key of a meter of the rate card.", example: "chat_tokens_in" });

/** What a meter counted, as a decimal string without trailing zeros. */
export const quantity = z
  .union([z.string().max(100), z.number().positive()], QUANTITY)
  .transform((given, context) => {
    const micros = parseQuantity(given);
    if (micros !== null) return formatQuantity(micros);
    context.addIssue({ code: "custom", message: QUANTITY });
    return z.NEVER;
  })
  .meta({
    description: "What the meter counted: a number or a decimal string above 0, with at most 6 decimal places.",
    example: 1200,
  });

const MAX_ITEMS = 20;

/** Quantities of several meters, priced together. */
const items = z
  .array(z.strictObject({ meter, quantity }), "Must be a list of items.")
  .min(1, "Must have at least 1 item.")
  .max(MAX_ITEMS, `Must have at most ${MAX_ITEMS} items.`)
  .refine((list) => new Set(list.map((item) => item.meter)).size === list.length, "Name each meter once.")
  .meta({
    description:
      "Quantities of several meters, such as the input and output tokens of one call. They are added up before the price is rounded.",
  });

/** The fields of a charge. Check them together with `oneCharge` or `atMostOneCharge`. */
export const chargeFields = {
  amount: creditAmount.optional(),
  meter: meter.optional(),
  quantity: quantity.optional(),
  items: items.optional(),
};

/** Requires `amount`, `meter` and `quantity`, or `items`. */
export function oneCharge(charge: Charge, context: z.RefinementCtx): void {
  const { amount, meter, quantity, items: list } = charge;
  if (amount === undefined && meter === undefined && quantity === undefined && list === undefined) {
    context.addIssue({ code: "custom", path: ["amount"], message: "Pass `amount`, or `meter` and `quantity`." });
  }
  atMostOneCharge(charge, context);
}

/** Allows `amount`, `meter` and `quantity`, `items`, or nothing. */
export function atMostOneCharge({ amount, meter, quantity, items: list }: Charge, context: z.RefinementCtx): void {
  const fail = (field: keyof Charge, message: string) => context.addIssue({ code: "custom", path: [field], message });
  if (list !== undefined && (amount !== undefined || meter !== undefined || quantity !== undefined)) {
    fail("items", "Pass `items`, or `amount`, or `meter` and `quantity`.");
  } else if (amount !== undefined && (meter !== undefined || quantity !== undefined)) {
    fail("amount", "Pass `amount`, or `meter` and `quantity`, but not both.");
  } else if (meter === undefined && quantity !== undefined) {
    fail("meter", "Required with `quantity`.");
  } else if (meter !== undefined && quantity === undefined) {
    fail("quantity", "Required with `meter`.");
  }
}
