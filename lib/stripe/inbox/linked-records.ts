import type { Sql } from "@/lib/db";
import { idsNamedIn } from "@/lib/stripe/named-ids";

export type LinkedUser = {
  id: string;
  email: string;
  name: string | null;
  externalId: string | null;
  deletedAt: Date | null;
};
export type LinkedSubscription = {
  id: string;
  stripeId: string;
  status: string;
  plan: string;
  /** Its owner. */
  userId: string;
  email: string;
};
export type LinkedPayment = {
  id: string;
  description: string;
  status: string;
  amountCents: number;
  currency: string;
};

/** What an event is about, as recorded here. */
export type LinkedRecords = {
  user: LinkedUser | null;
  subscription: LinkedSubscription | null;
  payments: LinkedPayment[];
};

type Named = { customerId: string | null; objectId: string | null; payload: unknown };

/** Finds the records of an event by the Stripe ids that it names. */
export async function linkedRecords(sql: Sql, { customerId, objectId, payload }: Named): Promise<LinkedRecords> {
  const { subscriptionId, invoiceId, paymentIntentId } = idsNamedIn(payload);
  const ids = [objectId, subscriptionId, invoiceId, paymentIntentId].filter((id) => id !== null);
  const [[user], [subscription], payments] = await Promise.all([
    sql<LinkedUser>`
      SELECT id, email, name, external_id AS "externalId", deleted_at AS "deletedAt" FROM "user"
      WHERE stripe_customer_id = ${customerId}::text
        OR id = (SELECT user_id FROM former_customer WHERE stripe_customer_id = ${customerId}::text)
      LIMIT 1`,
    sql<LinkedSubscription>`
      SELECT s.id, s.stripe_subscription_id AS "stripeId", s.status, v.name AS plan, u.id AS "userId", u.email
      FROM subscription s JOIN plan_version v ON v.id = s.plan_version_id JOIN "user" u ON u.id = s.user_id
      WHERE s.stripe_subscription_id = ANY(${ids}::text[])
      LIMIT 1`,
    sql<LinkedPayment>`
      SELECT id, description, status, amount_cents AS "amountCents", currency FROM payment
      WHERE id IN (
        SELECT id FROM payment WHERE stripe_invoice_id = ANY(${ids}::text[])
        UNION SELECT id FROM payment WHERE stripe_payment_intent_id = ANY(${ids}::text[])
        UNION SELECT id FROM payment WHERE stripe_checkout_session_id = ANY(${ids}::text[])
        UNION SELECT id FROM payment WHERE stripe_charge_id = ANY(${ids}::text[])
        UNION SELECT payment_id FROM payment_part WHERE stripe_payment_intent_id = ANY(${ids}::text[])
        UNION SELECT payment_id FROM refund WHERE stripe_refund_id = ANY(${ids}::text[])
        UNION SELECT payment_id FROM dispute WHERE stripe_dispute_id = ANY(${ids}::text[])
        UNION SELECT payment_id FROM credit_note WHERE stripe_credit_note_id = ANY(${ids}::text[]))
      ORDER BY created_at
      LIMIT 20`,
  ]);
  return { user: user ?? null, subscription: subscription ?? null, payments };
}
