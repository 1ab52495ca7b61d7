import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import type { Decline } from "./cards";
import { processingFee } from "./fees";
import { buildBalanceTransaction } from "./objects/balance-transaction";
import { buildCharge } from "./objects/charge";

/** How long a test bank takes to have a second thought. */
export const bankSeconds = 3;

type Charge = Tables["charge"];

export interface ChargeRecord {
  intent: Tables["payment_intent"];
  method: string;
  state: "settled" | "authorized" | "pending" | "failed";
  decline: Decline | null;
  offSession: boolean;
  authenticated: boolean;
}

/** One attempt to collect, as a charge; a settled one has its balance transaction. */
export function recordCharge(tx: Tx, input: ChargeRecord): Charge {
  const method = tx.need("payment_method", input.method);
  const id = newId(method.type === "card" ? "ch" : "py");
  return tx.put(
    "charge",
    buildCharge({
      ...input,
      id,
      created: tx.now,
      method,
      balanceTransaction:
        input.state === "settled" ? moveIn(tx, id, method.type, input.intent, input.intent.amount) : null,
      receiptUrl: `${tx.baseUrl}/receipts/${id}`,
    }),
  );
}

/** Money of a charge comes in, less what Stripe keeps; answers with the balance transaction's id. */
export function moveIn(
  tx: Tx,
  charge: string,
  methodType: string,
  intent: { currency: string; description: string | null },
  amount: number,
): string {
  return tx.put(
    "balance_transaction",
    buildBalanceTransaction({
      id: newId("txn"),
      created: tx.now,
      amount,
      fee: processingFee(methodType, amount),
      currency: intent.currency,
      source: charge,
      type: methodType === "card" ? "charge" : "payment",
      description: intent.description,
    }),
  ).id;
}

/** Test cards for disputes are disputed right after their payment, once all events that follow from it are sent. */
export function planDispute(tx: Tx, charge: string, wanted: object | null): void {
  if (wanted !== null) tx.schedule("dispute.open", charge, tx.now + bankSeconds);
}
