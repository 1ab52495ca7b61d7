import type { z } from "zod";
import type { estimateEndpoint } from "@/lib/api/endpoints/spending/definition";
import { priceByMeter } from "@/lib/api/endpoints/spending/priced";
import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, type Problem, type ProblemField } from "@/lib/api/http/problems";
import type { RateCard } from "@/lib/catalog/rate-card";
import { MAX_AMOUNT } from "@/lib/ledger/types";

type Estimate = z.input<typeof estimateEndpoint.success.schema>;

/** Prices each item and the total. If an item cannot be priced, the problem names every such item. */
export function estimate(card: RateCard, items: readonly { meter: string; quantity: string }[]): Estimate | Problem {
  const errors: ProblemField[] = [];
  const priced: Estimate["items"] = [];
  let total = 0n;
  for (const [index, item] of items.entries()) {
    const price = priceByMeter(card, item);
    if (!price.ok) {
      errors.push({ ...price.error, field: `items.${index}.${price.error.field}` });
      continue;
    }
    const { amount, meter, quantity, rateVersion } = price.value;
    total += amount;
    priced.push({ meter, quantity, credits: jsonInteger(amount), rateVersion });
  }
  if (errors.length > 0) return invalidFields(errors.slice(0, MAX_FIELDS));
  if (total > MAX_AMOUNT) {
    return invalidFields([{ field: "items", message: `The total exceeds ${MAX_AMOUNT} credits.` }]);
  }
  return { items: priced, total: jsonInteger(total) };
}

const MAX_FIELDS = 20;
