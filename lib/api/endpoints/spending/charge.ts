import { z } from "zod";
import { creditAmount } from "@/lib/api/http/schemas";
import { formatQuantity, parseQuantity } from "@/lib/catalog/quantity";

/** What a spend says it takes: credits, or a quantity of a meter. */
export type Charge = { amount?: number; meter?: string; quantity?: string };

const QUANTITY =
  "Give a number above 0 with at most 6 decimal places and 14 digits before them; as text when it has more than 15 digits.";

export const meter = z
  .string("Give a meter's key.")
  .min(1, "Give a meter's key.")
  .max(100, "Give a meter's key.")
  .meta({ description: "A meter of the rate card, by its key.", example: "chat_tokens_in" });

/** What a meter counted, as decimal text without trailing zeros. */
export const quantity = z
  .union([z.string().max(100), z.number().positive()], QUANTITY)
  .transform((given, context) => {
    const micros = parseQuantity(given);
    if (micros !== null) return formatQuantity(micros);
    context.addIssue({ code: "custom", message: QUANTITY });
    return z.NEVER;
  })
  .meta({
    description: "What the meter counted: a number, or decimal text, above 0 with at most 6 decimal places.",
    example: 1200,
  });

/** The fields of a charge. Their schema checks them together, with `oneCharge` or `atMostOneCharge`. */
export const chargeFields = {
  amount: creditAmount.optional(),
  meter: meter.optional(),
  quantity: quantity.optional(),
};

/** Takes `amount`, or `meter` and `quantity`. */
export function oneCharge(charge: Charge, context: z.RefinementCtx): void {
  const { amount, meter, quantity } = charge;
  if (amount === undefined && meter === undefined && quantity === undefined) {
    context.addIssue({ code: "custom", path: ["amount"], message: "Give an amount, or a meter and a quantity." });
  }
  atMostOneCharge(charge, context);
}

/** Takes `amount`, or `meter` and `quantity`, or nothing. */
export function atMostOneCharge({ amount, meter, quantity }: Charge, context: z.RefinementCtx): void {
  const fail = (field: keyof Charge, message: string) => context.addIssue({ code: "custom", path: [field], message });
  if (amount !== undefined && (meter !== undefined || quantity !== undefined)) {
    fail("amount", "Give an amount, or a meter and a quantity: not both.");
  } else if (meter === undefined && quantity !== undefined) {
    fail("meter", "Say which meter counted this quantity.");
  } else if (meter !== undefined && quantity === undefined) {
    fail("quantity", "Say what the meter counted.");
  }
}
