import type { Database } from "@/lib/db";
import { findSold } from "@/lib/search/find-sold";
import { eventFound, paymentFound, subscriptionFound, userFound } from "@/lib/search/rows";
import type { Found } from "@/lib/search/types";
import { linkedRecords } from "@/lib/stripe/inbox/linked-records";

const STRIPE_ID = /^(cus|sub|sub_sched|in|pi|ch|py|cs|re|pyr|dp|du|cn|evt|price|prod|pm|seti|si|il|txn)_[A-Za-z0-9_]+$/;

/** Whether a text has the form of an id that Stripe gives. */
export function isStripeId(text: string): boolean {
  return STRIPE_ID.test(text);
}

/** An object has had more events only if something went wrong with it; the inbox lists them all. */
const EVENTS_SHOWN = 5;

/** The records of a Stripe object, the webhook events about it, and the event with this id. */
export async function findByStripeId({ sql }: Database, id: string): Promise<Found[]> {
  const isOf = (prefix: string) => id.startsWith(`${prefix}_`);
  const [records, sold, events] = await Promise.all([
    linkedRecords(sql, { customerId: isOf("cus") ? id : null, objectId: id, payload: null }),
    isOf("price") || isOf("prod") ? findSold(sql, { stripeId: id }, 1) : [],
    sql<Parameters<typeof eventFound>[0]>`
      SELECT id, type, status FROM webhook_event WHERE id = ${id}::text
      UNION ALL
      (SELECT id, type, status FROM webhook_event WHERE object_id = ${id}::text
      ORDER BY received_at DESC LIMIT ${EVENTS_SHOWN}::int)`,
  ]);
  const { user, subscription, payments } = records;
  return [
    ...(user ? [userFound(user)] : []),
    ...(subscription ? [subscriptionFound(subscription)] : []),
    ...payments.map(paymentFound),
    ...sold,
    ...events.map(eventFound),
  ];
}
