import { MAX_AMOUNT } from "@/lib/ledger/types";

export type InvalidAmount = { ok: false; reason: "invalid_amount"; detail: string };

/** Why an amount is invalid for every verb, or null when it is valid. */
export function invalidAmount(amount: bigint): InvalidAmount | null {
  if (amount <= 0n) return { ok: false, reason: "invalid_amount", detail: "The amount must be at least 1 credit." };
  if (amount > MAX_AMOUNT) {
    return { ok: false, reason: "invalid_amount", detail: `The amount must be at most ${MAX_AMOUNT} credits.` };
  }
  return null;
}
