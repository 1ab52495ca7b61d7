import { type PricedQuantity, priceQuantity } from "@/lib/catalog/price-quantity";
import { formatQuantity, MICROS, parseQuantity } from "@/lib/catalog/quantity";
import type { Rate } from "@/lib/catalog/types";
import { MAX_AMOUNT } from "@/lib/ledger/types";

/**
 * The credits for a quantity that arrives in a number of requests of equal size, each priced as a spend: rounded, and at
 * least the rate's minimum. Whole units are not divided unless there are fewer units than requests.
 */
export function priceRequests(rate: Rate, quantity: string, requests: bigint): PricedQuantity {
  const micros = parseQuantity(quantity);
  if (micros === null || requests < 1n || requests > micros) return { ok: false, reason: "invalid_quantity" };
  const grain = micros % MICROS === 0n && micros / MICROS >= requests ? MICROS : 1n;
  const grains = micros / grain;
  const larger = grains % requests;
  const small = priceQuantity(rate, formatQuantity((grains / requests) * grain));
  const large = larger > 0n ? priceQuantity(rate, formatQuantity((grains / requests + 1n) * grain)) : small;
  if (!small.ok) return small;
  if (!large.ok) return large;
  const credits = small.credits * (requests - larger) + large.credits * larger;
  if (credits > MAX_AMOUNT) return { ok: false, reason: "too_many_credits" };
  return { ok: true, credits, quantity: formatQuantity(micros) };
}
