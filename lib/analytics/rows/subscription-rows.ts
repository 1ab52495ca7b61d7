import { BLANK, type PageWish, pageOf, type RowPage } from "@/lib/analytics/rows/row";
import { ENTITLED_STATUSES } from "@/lib/billing/subscription-status";
import type { Sql } from "@/lib/db";

export type SubscriptionsOf = "active" | "trialing" | "past-due" | "ending";

type Subscribed = {
  id: string;
  at: Date;
  user_id: string;
  email: string;
  external_id: string | null;
  name: string;
  yearly: boolean;
};

/** The paid subscriptions that are counted under a name. */
export async function subscriptionRows(sql: Sql, of: SubscriptionsOf, { after, limit }: PageWish): Promise<RowPage> {
  const statuses = of === "ending" ? [...ENTITLED_STATUSES] : [STATUS[of]];
  const rows = await sql<Subscribed>`
    SELECT
      subscription.id::text, subscription.created_at AS at, user_id::text, email, external_id, version.name,
      coalesce(price.interval = 'YEAR', false) AS yearly
    FROM subscription
    JOIN "user" ON "user".id = user_id
    JOIN plan_version AS version ON version.id = subscription.plan_version_id
    LEFT JOIN price ON price.id = subscription.price_id
    WHERE stripe_subscription_id IS NOT NULL
      AND NOT duplicate
      AND NOT without_plan
      AND status = ANY (${statuses}::subscription_status[])
      AND (${of}::text <> 'ending' OR cancel_at IS NOT NULL OR cancel_at_period_end)
      AND (${after?.id ?? null}::uuid IS NULL OR subscription.id < ${after?.id ?? null}::uuid)
    ORDER BY subscription.id DESC
    LIMIT ${limit + 1}::integer`;
  const page = rows.map(({ id, at, user_id: userId, email, external_id: externalId, name, yearly }) => ({
    ...BLANK,
    at,
    userId,
    email,
    externalId,
    what: yearly ? `${name}, yearly` : name,
    place: { value: "", id },
  }));
  return pageOf(page, limit);
}

const STATUS = { active: "ACTIVE", trialing: "TRIALING", "past-due": "PAST_DUE" } as const;
