import { type CurrentPlanFilter, withoutPlan } from "@/lib/account/list/current-plan-filter";
import type { UserSort } from "@/lib/account/list/user-order";
import { Prisma } from "@/lib/generated/prisma/client";
import { isUuid } from "@/lib/is-uuid";

/** Of several filters, users match all. */
export type UserFilter = CurrentPlanFilter & {
  id?: string;
  /** Whether another app knows the user by an id of its own. */
  hasExternalId?: boolean;
  /** Part of an email address or a name, or an id: of the user, now or before, the app or the Stripe customer. */
  search?: string;
  minBalance?: bigint;
  maxBalance?: bigint;
  verified?: boolean;
  locked?: boolean;
  debt?: boolean;
  role?: "USER" | "ADMIN";
  /** Used a session at or after this time. */
  seenSince?: Date;
  /** Used no session since this time. */
  notSeenSince?: Date;
  /** Deleted accounts are left out, unless asked for. */
  deleted?: boolean | "either";
};

/** The condition on `person`, `account` and the joins below, of listUsers. */
export function userCondition(filter: UserFilter): Prisma.Sql {
  const { search, minBalance, maxBalance, verified, locked, debt, role, seenSince, notSeenSince } = filter;
  const isNull = (column: Prisma.Sql, present: boolean | undefined) =>
    present === undefined ? null : Prisma.sql`(${column} IS NOT NULL) = ${present}`;
  const given = [
    filter.deleted === "either" ? Prisma.sql`true` : isNull(Prisma.sql`person.deleted_at`, filter.deleted ?? false),
    filter.id ? Prisma.sql`person.id = ${filter.id}::uuid` : null,
    isNull(Prisma.sql`person.external_id`, filter.hasExternalId),
    search ? matching(search) : null,
    withoutPlan(filter),
    minBalance === undefined ? null : atLeast(minBalance),
    maxBalance === undefined ? null : atMost(maxBalance),
    isNull(Prisma.sql`person.email_verified`, verified),
    locked === true ? Prisma.sql`person.locked_at IS NOT NULL` : isNull(Prisma.sql`person.locked_at`, locked),
    debt === true ? Prisma.sql`account.debt > 0` : null,
    debt === false ? Prisma.sql`coalesce(account.debt, 0) = 0` : null,
    role ? Prisma.sql`person.role = ${role}::role` : null,
    seenSince ? Prisma.sql`seen.user_id IS NOT NULL` : null,
    notSeenSince ? Prisma.sql`seen_later.user_id IS NULL` : null,
  ];
  return Prisma.join(
    given.filter((one) => one !== null),
    " AND ",
  );
}

/**
 * Without an account, a balance is 0. Said so that Postgres knows how many have such a balance: see currentPlanCondition. A divided
 * ledger can be joined, and refuses a condition with a subquery about each person.
 */
function atLeast(balance: bigint): Prisma.Sql {
  return balance > 0n ? Prisma.sql`account.balance >= ${balance}::bigint` : Prisma.sql`lower.id IS NULL`;
}

function atMost(balance: bigint): Prisma.Sql {
  return balance < 0n ? Prisma.sql`account.balance <= ${balance}::bigint` : Prisma.sql`higher.id IS NULL`;
}

/** The joins that the conditions on balances need. */
export function balances({ minBalance, maxBalance, debt }: UserFilter, sort: UserSort): Prisma.Sql {
  const joins = [
    // Left out where it is not asked for: a divided ledger would send every account.
    minBalance !== undefined || maxBalance !== undefined || debt !== undefined || sort === "balance"
      ? Prisma.sql`LEFT JOIN ledger_accounts AS account ON account.id = person.id`
      : null,
    minBalance !== undefined && minBalance <= 0n
      ? Prisma.sql`
        LEFT JOIN (SELECT id FROM ledger_accounts WHERE balance < ${minBalance}::bigint) AS lower ON lower.id = person.id`
      : null,
    maxBalance !== undefined && maxBalance >= 0n
      ? Prisma.sql`
        LEFT JOIN (SELECT id FROM ledger_accounts WHERE balance > ${maxBalance}::bigint) AS higher ON higher.id = person.id`
      : null,
  ].filter((join) => join !== null);
  return joins.length > 0 ? Prisma.join(joins, " ") : Prisma.empty;
}

/**
 * The joins that the conditions on visits need. Who was seen since a time is read once, and not for each user: that is
 * the same work whether everyone was or nobody.
 */
export function visits({ seenSince, notSeenSince }: UserFilter): Prisma.Sql {
  const since = (at: Date) =>
    Prisma.sql`LEFT JOIN (SELECT DISTINCT user_id FROM session WHERE last_seen_at >= ${at}::timestamptz)`;
  const joins = [
    seenSince ? Prisma.sql`${since(seenSince)} AS seen ON seen.user_id = person.id` : null,
    notSeenSince ? Prisma.sql`${since(notSeenSince)} AS seen_later ON seen_later.user_id = person.id` : null,
  ].filter((join) => join !== null);
  return joins.length > 0 ? Prisma.join(joins, " ") : Prisma.empty;
}

function matching(search: string): Prisma.Sql {
  const text = search.trim();
  const part = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const id = isUuid(text)
    ? Prisma.sql`OR person.id IN (${text}::uuid, (SELECT user_id FROM former_account_id WHERE id = ${text}::uuid))`
    : Prisma.empty;
  return Prisma.sql`(
    person.email ILIKE ${part} OR person.name ILIKE ${part} OR person.external_id = ${text}
    OR person.stripe_customer_id = ${text} ${id}
  )`;
}
