import { v5 as uuidv5 } from "uuid";

// A separate namespace: the same key means the same payment.
const TOP_UPS = "6f0a3c52-6f52-4c34-9c0c-2f3f5b1d7a10";

/** The id of the payment that a user makes with this idempotency key. */
export function topUpId(userId: string, idempotencyKey: string): string {
  return uuidv5(`${userId} ${idempotencyKey}`, TOP_UPS);
}
