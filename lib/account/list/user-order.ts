import type { UserRow } from "@/lib/account/list/user-row";
import { Prisma } from "@/lib/generated/prisma/client";
import { type KeysetPlace, timeInKeyset } from "@/lib/keyset";

export const USER_SORTS = ["newest", "oldest", "email", "balance"] as const;
export type UserSort = (typeof USER_SORTS)[number];

type Order = {
  /** By columns of `page`. */
  by: Prisma.Sql;
  /** With a filter by plan: whether everyone is sorted before their plans are read. */
  sortFirst: Prisma.Sql;
  /** The rows after a place; null when its value does not belong to this order. */
  after: (place: KeysetPlace) => Prisma.Sql | null;
  valueIn: (row: UserRow) => string;
};

/** How a list of users is sorted: newest first, oldest first, by address, or by balance with the highest first. */
export function userOrder(sort: UserSort): Order {
  return ORDERS[sort];
}

const createdAt = (row: UserRow): string => row.createdAt.toISOString();

const ORDERS: Record<UserSort, Order> = {
  newest: {
    by: Prisma.sql`page.created_at DESC, page.id DESC`,
    sortFirst: Prisma.empty,
    after: (place) => {
      const at = timeInKeyset(place);
      return at && Prisma.sql`(person.created_at, person.id) < (${at}::timestamptz, ${place.id}::uuid)`;
    },
    valueIn: createdAt,
  },
  oldest: {
    by: Prisma.sql`page.created_at, page.id`,
    sortFirst: Prisma.empty,
    after: (place) => {
      const at = timeInKeyset(place);
      return at && Prisma.sql`(person.created_at, person.id) > (${at}::timestamptz, ${place.id}::uuid)`;
    },
    valueIn: createdAt,
  },
  email: {
    by: Prisma.sql`page.email`,
    sortFirst: Prisma.empty,
    after: ({ value }) => Prisma.sql`person.email > ${value}::text`,
    valueIn: (row) => row.email,
  },
  balance: {
    by: Prisma.sql`page.balance DESC, page.id DESC`,
    // No index has this order. Sorting everyone and reading plans until a page is full is less work than reading everyone's plans.
    sortFirst: Prisma.sql`ORDER BY balance DESC, id DESC OFFSET 0`,
    after: ({ value, id }) =>
      /^-?\d{1,18}$/.test(value)
        ? Prisma.sql`(coalesce(account.balance, 0), person.id) < (${BigInt(value)}::bigint, ${id}::uuid)`
        : null,
    valueIn: (row) => String(row.balance ?? 0n),
  },
};
