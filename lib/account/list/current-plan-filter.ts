import { LIVE_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

export const USER_STATUSES = LIVE_STATUSES;
export type UserStatus = (typeof USER_STATUSES)[number];

/** The versions of a plan before the one on sale. */
export const OLDER = "older";

/** Of users without a plan. */
const NO_PLAN = "none";

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

/** The versions of plans that a filter names; null when it names none. */
export async function planVersionsOf(
  db: Db,
  { plan, planVersion }: Pick<CurrentPlanFilter, "plan" | "planVersion">,
): Promise<string[] | null> {
  if (plan === NO_PLAN || (!plan && planVersion === undefined)) return null;
  const ofPlan = plan ? Prisma.sql`plan.key = ${plan}` : Prisma.sql`true`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT version.id::text FROM plan_version AS version JOIN plan ON plan.id = version.plan_id
    WHERE ${ofPlan} AND ${isVersion(planVersion)}`;
  return rows.map(({ id }) => id);
}

/**
 * The condition on the user `page`; null without a filter on a plan they have. The versions are known before, so that Postgres knows how many have them:
 * it then begins with the few who match, or goes through everyone in the list's order until a page of those who match is full.
 */
export function currentPlanCondition(
  { plan, price, versionMove, status }: CurrentPlanFilter,
  versionIds: readonly string[] | null,
): Prisma.Sql | null {
  if (plan === NO_PLAN) return null;
  if (versionIds?.length === 0) return Prisma.sql`false`;
  const asked = [
    versionIds ? Prisma.sql`one.plan_version_id = ANY(${[...versionIds]}::uuid[])` : null,
    price ? Prisma.sql`one.price_id = (SELECT id FROM price WHERE stripe_price_id = ${price})` : null,
    versionMove ? moves(versionMove, plan) : null,
    status ? Prisma.sql`one.status = ${status}::subscription_status` : null,
  ].filter((condition) => condition !== null);
  return asked.length === 0 ? null : ofCurrent(Prisma.join(asked, " AND "));
}

/** The condition of "none" on the join below; null without it. */
export function withoutPlan({ plan }: CurrentPlanFilter): Prisma.Sql | null {
  return plan === NO_PLAN ? Prisma.sql`planned.user_id IS NULL` : null;
}

/** The join that the condition of "none" needs: who has a plan is read once, and not for each user. */
export function plannedUsers({ plan }: CurrentPlanFilter): Prisma.Sql {
  return plan === NO_PLAN
    ? Prisma.sql`LEFT JOIN (SELECT DISTINCT user_id FROM subscription WHERE ${IS_LIVE}) AS planned ON planned.user_id = person.id`
    : Prisma.empty;
}

/** Which of a user's live subscriptions is the current one: the paid one, then a given one, then the free plan. */
export const RANK = Prisma.sql`(stripe_subscription_id IS NULL)::int + (stripe_subscription_id IS NULL AND comp_until IS NULL)::int`;

const IS_LIVE = Prisma.sql`NOT duplicate AND NOT without_plan
  AND status = ANY (${[...LIVE_STATUSES]}::subscription_status[])`;

function moves(versionMove: "ready" | "left", plan: string | undefined): Prisma.Sql {
  return Prisma.sql`one.id IN (
    SELECT candidate.subscription_id
    FROM plan
    JOIN plan_version AS target ON target.plan_id = plan.id AND target.version = plan.current_version
    CROSS JOIN LATERAL version_move_candidates(target.id) AS candidate
    WHERE NOT plan.is_free
      AND ${plan ? Prisma.sql`plan.key = ${plan}` : Prisma.sql`true`}
      AND (candidate.left_because IS NULL) = ${versionMove === "ready"}
  )`;
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
    WHERE one.user_id = page.id
      AND ${isSuch}
      AND NOT EXISTS (
        SELECT FROM (${live}) AS other
        WHERE other.user_id = one.user_id
          AND (other.rank < one.rank OR other.rank = one.rank AND other.created_at > one.created_at)
      )
  )`;
}
