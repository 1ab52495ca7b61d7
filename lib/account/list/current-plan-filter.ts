import { LIVE_STATUSES } from "@/lib/billing/subscription-status";
import { Prisma } from "@/lib/generated/prisma/client";

export const USER_STATUSES = LIVE_STATUSES;
export type UserStatus = (typeof USER_STATUSES)[number];

/** The versions of a plan before the one on sale. */
export const OLDER = "older";

/** What is asked of a user's current subscription; of several filters, it matches all. */
export type CurrentPlanFilter = {
  /** The key of the plan; "none" without one. */
  plan?: string;
  /** One version, or those before the one on sale. */
  planVersion?: number | typeof OLDER;
  /** The id of a Stripe price. */
  price?: string;
  /** Whether a move to the version on sale would take it along, or leave it alone. */
  versionMove?: "ready" | "left";
  status?: UserStatus;
};

/** The condition on `person`; null without a filter. */
export function currentPlanCondition({ plan, ...filter }: CurrentPlanFilter): Prisma.Sql | null {
  if (plan === "none") {
    return Prisma.sql`NOT EXISTS (SELECT FROM subscription WHERE user_id = person.id AND ${IS_LIVE})`;
  }
  const asked = conditions({ plan, ...filter });
  return asked.length === 0 ? null : ofCurrent(Prisma.join(asked, " AND "));
}

/** Which of a user's live subscriptions is the current one: the paid one, then a given one, then the free plan. */
export const RANK = Prisma.sql`(stripe_subscription_id IS NULL)::int + (stripe_subscription_id IS NULL AND comp_until IS NULL)::int`;

const IS_LIVE = Prisma.sql`NOT duplicate AND NOT without_plan
  AND status = ANY (${[...LIVE_STATUSES]}::subscription_status[])`;

/** The conditions on the subscription `one`. */
function conditions({ plan, planVersion, price, versionMove, status }: CurrentPlanFilter): Prisma.Sql[] {
  const ofPlan = plan ? Prisma.sql`plan.key = ${plan}` : Prisma.sql`true`;
  return [
    plan || planVersion !== undefined
      ? Prisma.sql`one.plan_version_id IN (
          SELECT version.id FROM plan_version AS version JOIN plan ON plan.id = version.plan_id
          WHERE ${ofPlan} AND ${isVersion(planVersion)}
        )`
      : null,
    price ? Prisma.sql`one.price_id IN (SELECT id FROM price WHERE stripe_price_id = ${price})` : null,
    versionMove
      ? Prisma.sql`one.id IN (
          SELECT candidate.subscription_id
          FROM plan
          JOIN plan_version AS target ON target.plan_id = plan.id AND target.version = plan.current_version
          CROSS JOIN LATERAL version_move_candidates(target.id) AS candidate
          WHERE NOT plan.is_free AND ${ofPlan} AND (candidate.left_because IS NULL) = ${versionMove === "ready"}
        )`
      : null,
    status ? Prisma.sql`one.status = ${status}::subscription_status` : null,
  ].filter((condition) => condition !== null);
}

function isVersion(version: CurrentPlanFilter["planVersion"]): Prisma.Sql {
  if (version === undefined) return Prisma.sql`true`;
  return version === OLDER
    ? Prisma.sql`version.version < plan.current_version`
    : Prisma.sql`version.version = ${version}::integer`;
}

/** Users whose current subscription, `one`, is such. Without a look at each user, it is read as a set. */
function ofCurrent(isSuch: Prisma.Sql): Prisma.Sql {
  const live = Prisma.sql`SELECT id, user_id, created_at, status, plan_version_id, price_id, ${RANK} AS rank
    FROM subscription WHERE ${IS_LIVE}`;
  return Prisma.sql`EXISTS (
    SELECT FROM (${live}) AS one
    WHERE one.user_id = person.id
      AND ${isSuch}
      AND NOT EXISTS (
        SELECT FROM (${live}) AS other
        WHERE other.user_id = one.user_id
          AND (other.rank < one.rank OR other.rank = one.rank AND other.created_at > one.created_at)
      )
  )`;
}
