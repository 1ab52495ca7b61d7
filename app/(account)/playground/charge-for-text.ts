import { hash } from "node:crypto";
import type { DebitRequest } from "@/lib/ledger/debit";

/**
 * What a run of the tool takes. The text is part of the request by its hash: the key comes from the browser, and under a
 * key that has paid for one text another of as many words must not run for nothing.
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
    // The app charges for work it did, so it is the app's to give back: nobody else's, and not their own.
    actor: "app:playground",
  };
}
