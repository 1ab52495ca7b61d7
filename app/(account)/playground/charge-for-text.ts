import { hash } from "node:crypto";
import type { DebitRequest } from "@/lib/ledger/debit";

/**
 * Charges for a run of the tool. The text's hash is part of the request: the idempotency key comes from the browser, and
 * without the hash, a key that paid for one text would run another text of the same length for free.
 */
export function chargeForText(run: {
  accountId: string;
  text: string;
  key: string;
  credits: number;
  words: number;
}): DebitRequest {
  return {
    accountId: run.accountId,
    amount: BigInt(run.credits),
    idempotencyKey: `playground:${run.key}`,
    description: "Text summary",
    meter: "words",
    quantity: String(run.words),
    metadata: { text: hash("sha256", run.text) },
    // The app charges for work it did, so only the app may refund it: no other key, and not the user.
    actor: "app:playground",
  };
}
