import { storedMetadata } from "@/lib/api/endpoints/spending/dimensions";
import type { Priced } from "@/lib/api/endpoints/spending/priced";
import type { DebitRequest } from "@/lib/ledger/debit";
import type { PlaceHoldRequest } from "@/lib/ledger/place-hold";

type Labels = Parameters<typeof storedMetadata>[0] & { description?: string };

/** A spend as the ledger takes it, without whose it is. */
export function spendOf(body: Labels, charge: Priced): Omit<DebitRequest, "accountId" | "idempotencyKey" | "actor"> {
  return { ...charge, description: body.description, metadata: storedMetadata(body, charge.items) };
}

/** The same for a hold: with the quantity and its rate, so that a retry is recognized after the rate has changed. */
export function holdOf(
  body: Labels & { expiresInSeconds?: number },
  charge: Priced,
): Omit<PlaceHoldRequest, "accountId" | "idempotencyKey" | "actor"> {
  return {
    ...charge,
    expiresInSeconds: body.expiresInSeconds,
    description: body.description,
    // What it may cost is not what it costs: the parts of the price come with the capture.
    metadata: storedMetadata(body, null),
  };
}
