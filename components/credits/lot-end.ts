import type { Lot } from "@/lib/ledger/types";

/**
 * When a lot's credits are gone, for their owner; null is never. Plan credits that do not roll over end with the next refill: their own
 * expiry is a little later, for a late payment.
 * @param refillAt the next refill, unless it is due already
 */
export function lotEnd({ kind, expiresAt }: Pick<Lot, "kind" | "expiresAt">, refillAt: Date | null): Date | null {
  return kind === "PLAN" && expiresAt && refillAt && refillAt < expiresAt ? refillAt : expiresAt;
}
