import { LIVE_STATUSES } from "@/lib/billing/subscription-status";
import { Prisma } from "@/lib/generated/prisma/client";
import { isUuid } from "@/lib/is-uuid";

export const USER_STATUSES = LIVE_STATUSES;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Of several filters, users match all. */
export type UserFilter = {
  id?: string;
  /** Part of an email address or a name, or an id: of the user, the account, the app or the Stripe customer. */
  search?: string;
  /** The key of the current plan; "none" without one. */
  plan?: string;
  status?: UserStatus;
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

/** The condition on `person`, `account`, `current` and `visit` of listUsers. */
export function userCondition(filter: UserFilter): Prisma.Sql {
  const { search, plan, status, minBalance, maxBalance, verified, locked, debt, role, seenSince, notSeenSince } =
    filter;
  const isNull = (column: Prisma.Sql, present: boolean | undefined) =>
    present === undefined ? null : Prisma.sql`(${column} IS NOT NULL) = ${present}`;
  const given = [
    filter.deleted === "either" ? Prisma.sql`true` : isNull(Prisma.sql`person.deleted_at`, filter.deleted ?? false),
    filter.id ? Prisma.sql`person.id = ${filter.id}::uuid` : null,
    search ? matching(search) : null,
    plan === "none" ? Prisma.sql`current.key IS NULL` : plan ? Prisma.sql`current.key = ${plan}` : null,
    status ? ofStatus(status) : null,
    minBalance === undefined ? null : Prisma.sql`coalesce(account.balance, 0) >= ${minBalance}::bigint`,
    maxBalance === undefined ? null : Prisma.sql`coalesce(account.balance, 0) <= ${maxBalance}::bigint`,
    isNull(Prisma.sql`person.email_verified`, verified),
    locked === true ? Prisma.sql`person.locked_at IS NOT NULL` : isNull(Prisma.sql`person.locked_at`, locked),
    debt === true ? Prisma.sql`account.debt > 0` : null,
    debt === false ? Prisma.sql`coalesce(account.debt, 0) = 0` : null,
    role ? Prisma.sql`person.role = ${role}::role` : null,
    seenSince ? Prisma.sql`visit.last_seen_at >= ${seenSince}::timestamptz` : null,
    notSeenSince ? Prisma.sql`(visit.last_seen_at IS NULL OR visit.last_seen_at < ${notSeenSince}::timestamptz)` : null,
  ];
  return Prisma.join(
    given.filter((one) => one !== null),
    " AND ",
  );
}

function matching(search: string): Prisma.Sql {
  const text = search.trim();
  const part = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const id = isUuid(text) ? Prisma.sql`OR person.id = ${text}::uuid OR account.id = ${text}::uuid` : Prisma.empty;
  return Prisma.sql`(
    person.email ILIKE ${part} OR person.name ILIKE ${part} OR person.external_id = ${text}
    OR person.stripe_customer_id = ${text} ${id}
  )`;
}

// The first half finds the few users of a rare status by reading subscriptions once.
function ofStatus(status: UserStatus): Prisma.Sql {
  return Prisma.sql`person.id IN (SELECT user_id FROM subscription WHERE status = ${status}::subscription_status)
    AND current.status = ${status}::subscription_status`;
}
