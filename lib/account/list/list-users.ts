import { currentPlanCondition, plannedUsers, planVersionsOf, RANK } from "@/lib/account/list/current-plan-filter";
import { balances, type UserFilter, userCondition, visits } from "@/lib/account/list/user-filter";
import { type UserSort, userOrder } from "@/lib/account/list/user-order";
import type { UserRow } from "@/lib/account/list/user-row";
import { LIVE_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { formatKeyset, parseKeyset } from "@/lib/keyset";

export type UserPage =
  | { ok: true; data: UserRow[]; nextCursor: string | null }
  | { ok: false; reason: "invalid_cursor" };

/** The users that match, one page in two statements, or three with a filter by plan, however many there are. */
export async function listUsers(
  db: Db,
  { limit, cursor, sort = "newest", ...filter }: UserFilter & { sort?: UserSort; limit: number; cursor?: string },
): Promise<UserPage> {
  const { after, by, sortFirst, valueIn } = userOrder(sort);
  const place = cursor === undefined ? null : parseKeyset(cursor);
  const beyond = place && after(place);
  if (cursor !== undefined && !beyond) return { ok: false, reason: "invalid_cursor" };
  const ofPlan = currentPlanCondition(filter, await planVersionsOf(db, filter));
  const rows = await db.$queryRaw<(Omit<UserRow, "accountId" | "debt"> & { balance: bigint })[]>`
    SELECT
      person.id::text, person.email, person.name, person.external_id AS "externalId", person.role::text AS role,
      person.email_verified AS "emailVerified", person.locked_at AS "lockedAt", person.deleted_at AS "deletedAt",
      person.created_at AS "createdAt", person.stripe_customer_id AS "stripeCustomerId",
      page.balance, current.key AS plan, current.version AS "planVersion", current.name AS "planName", current.status::text AS status,
      current.cancel_at_period_end AS "cancelAtPeriodEnd", visit.last_seen_at AS "lastSeenAt"
    FROM (
      SELECT page.*
      FROM (
        SELECT person.id, person.email, person.created_at, ${sort === "balance" ? BALANCE : Prisma.sql`0::bigint`} AS balance
        FROM "user" AS person
        ${balances(filter, sort)}
        ${visits(filter)}
        ${plannedUsers(filter)}
        WHERE ${userCondition(filter)} AND ${beyond ?? Prisma.sql`true`}
        ${ofPlan ? sortFirst : Prisma.empty}
      ) AS page
      WHERE ${ofPlan ?? Prisma.sql`true`}
      ORDER BY ${by}
      LIMIT ${limit + 1}
    ) AS page
    JOIN "user" AS person ON person.id = page.id
    ${CURRENT}
    ${VISIT}
    ORDER BY ${by}`;
  const accounts = await accountsOf(db, rows);
  const data = rows.slice(0, limit).map((row): UserRow => {
    const account = accounts.get(row.id);
    if (!account) return { ...row, accountId: null, balance: null, debt: null };
    // A page's cursor is the balance that the page was sorted by.
    const balance = sort === "balance" ? row.balance : account.balance;
    return { ...row, accountId: row.id, balance, debt: account.debt };
  });
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { ok: true, data, nextCursor: last ? formatKeyset({ value: valueIn(last), id: last.id }) : null };
}

const BALANCE = Prisma.sql`coalesce(account.balance, 0)`;

type Account = { id: string; balance: bigint; debt: bigint };

/** In a statement of their own: a divided ledger would send all accounts to be joined with a page. */
async function accountsOf(db: Db, rows: readonly { id: string }[]): Promise<Map<string, Account>> {
  if (rows.length === 0) return new Map();
  const accounts = await db.$queryRaw<Account[]>`
    SELECT id::text, balance, debt FROM ledger_accounts WHERE id = ANY (${rows.map(({ id }) => id)}::uuid[])`;
  return new Map(accounts.map((account) => [account.id, account]));
}

// Joined to the rows of the page only: for every user it would be slow.
const CURRENT = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT plan.key, version.version, version.name, subscription.status, subscription.cancel_at_period_end
    FROM subscription
    JOIN plan_version AS version ON version.id = subscription.plan_version_id
    JOIN plan ON plan.id = version.plan_id
    WHERE subscription.user_id = person.id AND NOT subscription.duplicate AND NOT subscription.without_plan
      AND subscription.status = ANY (${[...LIVE_STATUSES]}::subscription_status[])
    ORDER BY ${RANK}, subscription.created_at DESC
    LIMIT 1
  ) AS current ON true`;

const VISIT = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT max(session.last_seen_at) AS last_seen_at FROM session WHERE session.user_id = person.id
  ) AS visit ON true`;
