import { listUsers } from "@/lib/account/list/list-users";
import type { Database, Sql } from "@/lib/db";
import { findSold } from "@/lib/search/find-sold";
import { keyFound, paymentFound, subscriptionFound, userFound } from "@/lib/search/rows";
import type { Found } from "@/lib/search/types";

/** Of a kind; the list of a section has the rest. */
const SHOWN = 5;

/** What a typed text matches. When it is about one user alone, that user's subscriptions and last payments too. */
export async function findByText({ prisma, sql }: Database, text: string): Promise<Found[]> {
  const [users, sold, keys, invoiced] = await Promise.all([
    listUsers(prisma, { search: text, limit: SHOWN }),
    // Some products in Stripe have ids that their seller chose.
    findSold(sql, { part: text, stripeId: text }, SHOWN),
    keysWithPrefix(sql, text),
    prisma.payment.findMany({ where: { invoiceNumber: text.toUpperCase() }, take: SHOWN }),
  ]);
  const matched = users.ok ? users.data : [];
  const [only] = matched;
  const [subscriptions, payments] =
    only && matched.length === 1
      ? await Promise.all([subscriptionsOf(sql, only), prisma.payment.findMany(lastPaymentsOf(only.id))])
      : [[], []];
  return [
    ...matched.map(userFound),
    ...subscriptions,
    ...[...invoiced, ...payments].map(paymentFound),
    ...keys,
    ...sold,
  ];
}

const lastPaymentsOf = (userId: string) =>
  ({
    where: { userId, NOT: { stripePaymentIntentId: null, stripeInvoiceId: null, paidAt: null } },
    orderBy: { createdAt: "desc" },
    take: SHOWN,
  }) as const;

async function subscriptionsOf(sql: Sql, { id: userId, email }: { id: string; email: string }): Promise<Found[]> {
  const rows = await sql<{ id: string; plan: string; status: string }>`
    SELECT subscription.id::text, version.name AS plan, subscription.status
    FROM subscription JOIN plan_version AS version ON version.id = subscription.plan_version_id
    WHERE subscription.user_id = ${userId}::uuid AND subscription.ended_at IS NULL
    ORDER BY subscription.created_at DESC LIMIT ${SHOWN}::int`;
  return rows.map((row) => subscriptionFound({ ...row, userId, email }));
}

/** `rk_` and the prefix, or the prefix alone, also when the rest of the key follows. */
async function keysWithPrefix(sql: Sql, text: string): Promise<Found[]> {
  const prefix = /^(?:rk_)?([a-z0-9]{8})(?:_|$)/.exec(text)?.[1];
  if (!prefix) return [];
  const rows = await sql<Parameters<typeof keyFound>[0]>`
    SELECT key.id::text, key.user_id::text AS "userId", key.name, key.prefix, key.revoked_at AS "revokedAt", person.email
    FROM api_key AS key JOIN "user" AS person ON person.id = key.user_id
    WHERE key.prefix = ${prefix}::text`;
  return rows.map(keyFound);
}
