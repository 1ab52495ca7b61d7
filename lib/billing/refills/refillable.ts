import { mayHaveFreeCredits } from "@/lib/billing/eligibility/free-credits";
import type { Refills } from "@/lib/billing/refills/due-windows";
import { type PaidLine, toLine } from "@/lib/billing/windows/paid-lines";
import { windowAt } from "@/lib/billing/windows/windows";
import { type Db, prismaSql } from "@/lib/db";
import type { PaidPeriod, PlanVersion, Subscription } from "@/lib/generated/prisma/client";

type Row = Pick<
  Subscription,
  | "id"
  | "userId"
  | "planVersionId"
  | "stripeSubscriptionId"
  | "compUntil"
  | "status"
  | "anchorAt"
  | "currentPeriodStart"
  | "trialEndsAt"
  | "trialIsGiven"
  | "endedAt"
  | "nextRefillAt"
  | "duplicate"
  | "quantity"
  | "owedSince"
>;

/** What refills need to know about a version of a plan. */
type RefillPlan = Pick<
  PlanVersion,
  "id" | "name" | "creditsPerMonth" | "refillPolicy" | "rolloverCapCredits" | "trialCredits" | "quantity"
>;

/** A subscription with everything its refills depend on. */
export type Refillable = Row &
  Refills & {
    planVersion: RefillPlan;
    /** Its user asked for an email at each refill. */
    wantsMails: boolean;
    /** Auto top-up buys credits when the balance is low. */
    topsUp: boolean;
    /** A free plan of a user with an unverified address. */
    waitsForVerification: boolean;
  };

/**
 * Subscriptions as their refills need them, in no order. Refills of the free plan follow its current version, as nobody bought
 * it; a paid plan keeps the version that was sold.
 */
export async function readRefillables(db: Db, subscriptionIds: readonly string[], now: Date): Promise<Refillable[]> {
  const rows = await prismaSql(db)<Row & { emailVerified: Date | null; wantsMails: boolean; topsUp: boolean }>`
    SELECT
      subscription.id::text, user_id::text AS "userId", plan_version_id::text AS "planVersionId",
      stripe_subscription_id AS "stripeSubscriptionId", comp_until AS "compUntil", status, anchor_at AS "anchorAt",
      current_period_start AS "currentPeriodStart", trial_ends_at AS "trialEndsAt", trial_is_given AS "trialIsGiven",
      ended_at AS "endedAt", next_refill_at AS "nextRefillAt", duplicate, quantity, owed_since AS "owedSince",
      email_verified AS "emailVerified", coalesce(refilled, false) AS "wantsMails",
      coalesce(auto_topup.enabled, false) AS "topsUp"
    FROM subscription
    JOIN "user" ON "user".id = user_id
    LEFT JOIN notification_setting USING (user_id)
    LEFT JOIN auto_topup USING (user_id)
    WHERE subscription.id = ANY (${subscriptionIds}::uuid[])`;
  const lines = await readLines(
    db,
    rows.filter((row) => !isFreePlan(row)),
  );
  const sold = [...rows, ...lines].map(({ planVersionId }) => planVersionId);
  const { versionOf, currentOf } = await readVersions(db, [...new Set(sold)]);
  const paidOf = new Map<string, PaidLine[]>();
  for (const { subscriptionId, planVersionId, ...line } of lines) {
    const paid = paidOf.get(subscriptionId) ?? [];
    paid.push(toLine({ ...line, planVersion: versionOf(planVersionId) }));
    paidOf.set(subscriptionId, paid);
  }
  return rows.map(({ emailVerified, ...row }) => {
    const isFree = isFreePlan(row);
    const planVersion = isFree ? currentOf(row.planVersionId) : versionOf(row.planVersionId);
    return {
      ...row,
      waitsForVerification: isFree && !mayHaveFreeCredits({ emailVerified }),
      planVersionId: planVersion.id,
      planVersion,
      paid: isFree ? [freeLine(row, planVersion)] : (paidOf.get(row.id) ?? []),
      policy: planVersion.refillPolicy,
      firstOwed: isFree ? beganAt(row, planVersion, now) : null,
    };
  });
}

type LineRow = Omit<PaidPeriod, "id" | "stripeLineId">;

/** The paid lines of subscriptions. */
async function readLines(db: Db, subscriptions: readonly { id: string }[]): Promise<LineRow[]> {
  if (subscriptions.length === 0) return [];
  return prismaSql(db)<LineRow>`
    SELECT
      subscription_id::text AS "subscriptionId", plan_version_id::text AS "planVersionId",
      stripe_invoice_id AS "stripeInvoiceId", payment_id::text AS "paymentId", start_at AS "startAt", end_at AS "endAt",
      quantity, is_credit AS "isCredit", is_proration AS "isProration", is_given AS "isGiven", anchor_at AS "anchorAt",
      paid_at AS "paidAt", created_at AS "createdAt"
    FROM paid_period
    WHERE subscription_id = ANY (${subscriptions.map(({ id }) => id)}::uuid[])
    ORDER BY subscription_id, start_at, created_at`;
}

/** Versions of plans by id, and the current one of the same plan. */
async function readVersions(db: Db, ids: readonly string[]) {
  const versions = await prismaSql(db)<RefillPlan & { planId: string; isCurrent: boolean }>`
    SELECT
      version.id::text, plan_id::text AS "planId", name, credits_per_month AS "creditsPerMonth",
      refill_policy AS "refillPolicy", rollover_cap_credits AS "rolloverCapCredits", trial_credits AS "trialCredits",
      quantity, version.version = plan.current_version AS "isCurrent"
    FROM plan_version AS version
    JOIN plan ON plan.id = plan_id
    WHERE version.id = ANY (${ids}::uuid[]) OR (
      version.version = plan.current_version
      AND plan_id IN (SELECT plan_id FROM plan_version WHERE id = ANY (${ids}::uuid[]))
    )`;
  const byId = new Map(versions.map((version) => [version.id, version]));
  const current = new Map(versions.filter(({ isCurrent }) => isCurrent).map((version) => [version.planId, version]));
  const versionOf = (id: string) => byId.get(id) ?? missing(id);
  return { versionOf, currentOf: (id: string) => current.get(versionOf(id).planId) ?? missing(id) };
}

function missing(versionId: string): never {
  throw new Error(`The plan of version ${versionId}, or its current version, is missing.`);
}

/** The filter for a user's free plan. */
export const FREE = { stripeSubscriptionId: null, compUntil: null } as const;

/** Whether it is the free plan, and neither sold by Stripe nor given by an admin for a time. */
export function isFreePlan(one: Pick<Subscription, "stripeSubscriptionId" | "compUntil">): boolean {
  return one.stripeSubscriptionId === null && one.compUntil === null;
}

/** A free plan never ends and costs nothing. */
function freeLine({ anchorAt }: Row, { creditsPerMonth, name }: RefillPlan): PaidLine {
  return {
    startAt: anchorAt,
    endAt: FOR_EVER,
    creditsPerMonth,
    planName: name,
    isCredit: false,
    isProration: false,
    isGiven: false,
    invoice: null,
    invoicedAt: anchorAt,
    paidAt: anchorAt,
    paymentId: null,
    anchorAt,
  };
}

const FOR_EVER = new Date(8_640_000_000_000_000);

/**
 * The window in which a free plan last started or resumed: earlier ones are not owed. With reset, only the current one is, and
 * counting the others of several years takes long.
 */
function beganAt({ anchorAt, currentPeriodStart }: Row, { refillPolicy }: RefillPlan, now: Date): Date {
  return windowAt(anchorAt, refillPolicy === "RESET" ? now : currentPeriodStart)?.start ?? anchorAt;
}
