import { createHash } from "node:crypto";
import { v7 as newId } from "uuid";
import { ledgerDivision } from "@/lib/db";

/**
 * The id for a new row about an object of Stripe that lots refer to: a subscription, the payment of an invoice. On a divided
 * ledger it is the same each time. There the account's server may commit the lot although the row is rolled back, and the
 * repetition must complete what was there: with another id the window would be granted twice, and a refund would find no lot.
 */
export function idOf(object: { id: string; createdAt: Date }, isDivided = ledgerDivision() !== null): string {
  if (!isDivided) return newId();
  const random = createHash("sha256").update(object.id).digest().subarray(0, 16);
  // Invoices of one second get milliseconds of their own, which depend on what they are read with.
  const msecs = Math.floor(object.createdAt.getTime() / 1000) * 1000;
  return newId({ random, msecs });
}
