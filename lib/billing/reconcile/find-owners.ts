import type { OwnedChange } from "@/lib/billing/reconcile/sync-change";
import type { Sql } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import type { Change } from "@/lib/stripe/list-changes";
import { fetchPayment } from "@/lib/stripe/payment-intents";

/** The users of the changed objects; `strangers` are Stripe customers without a user here. Objects without a customer are skipped. */
export async function findOwners(
  sql: Sql,
  stripe: StripeClient,
  changes: readonly Change[],
): Promise<{ owned: OwnedChange[]; strangers: string[] }> {
  const named: Change[] = [];
  for (const change of changes) named.push(change.customerId ? change : await withCustomer(stripe, change));
  const customerIds = [...new Set(named.flatMap(({ customerId }) => customerId ?? []))];
  const rows = await sql<{ customer: string; id: string }>`
    SELECT stripe_customer_id AS customer, id FROM "user" WHERE stripe_customer_id = ANY(${customerIds}::text[])
    UNION
    SELECT stripe_customer_id, user_id FROM former_customer WHERE stripe_customer_id = ANY(${customerIds}::text[])`;
  const ownerOf = new Map(rows.map(({ customer, id }) => [customer, id]));
  const owned = named.flatMap((change) => {
    const userId = change.customerId && ownerOf.get(change.customerId);
    return userId ? [{ ...change, userId, isOurs: false }] : [];
  });
  return { owned, strangers: customerIds.filter((id) => !ownerOf.has(id)) };
}

async function withCustomer(stripe: StripeClient, change: Change): Promise<Change> {
  const payment = change.kind === "payment" ? await fetchPayment(stripe, change.id) : null;
  return { ...change, customerId: payment?.customerId ?? null };
}
