import type { Database } from "@/lib/db";
import { findSold } from "@/lib/search/find-sold";
import { keyFound, paymentFound, subscriptionFound, userFound } from "@/lib/search/rows";
import type { Found } from "@/lib/search/types";

/** What has this id of Refill's: a user, by their account's former id too, a payment, a subscription, an API key, or something sold. */
export async function findByUuid({ prisma, sql }: Database, id: string): Promise<Found[]> {
  const [users, subscriptions, payment, key, sold] = await Promise.all([
    sql<Parameters<typeof userFound>[0]>`
      SELECT id::text, email, name, external_id AS "externalId", deleted_at AS "deletedAt"
      FROM "user"
      WHERE id = ${id}::uuid OR external_id = ${id}::text
        OR id = (SELECT user_id FROM former_account_id WHERE id = ${id}::uuid)`,
    sql<Parameters<typeof subscriptionFound>[0]>`
      SELECT subscription.id::text, subscription.user_id::text AS "userId", version.name AS plan, subscription.status,
        person.email
      FROM subscription
      JOIN plan_version AS version ON version.id = subscription.plan_version_id
      JOIN "user" AS person ON person.id = subscription.user_id
      WHERE subscription.id = ${id}::uuid`,
    prisma.payment.findUnique({ where: { id } }),
    prisma.apiKey.findUnique({ where: { id }, include: { user: { select: { email: true } } } }),
    findSold(sql, { id }, 1),
  ]);
  return [
    ...users.map(userFound),
    ...subscriptions.map(subscriptionFound),
    ...(payment ? [paymentFound(payment)] : []),
    ...(key ? [keyFound({ ...key, email: key.user.email })] : []),
    ...sold,
  ];
}
