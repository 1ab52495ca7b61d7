import type { UserRow } from "@/lib/account/list/user-row";
import { Prisma } from "@/lib/generated/prisma/client";
import { type KeysetPlace, timeInKeyset } from "@/lib/keyset";

export const USER_SORTS = ["newest", "oldest", "email", "balance"] as const;
export type UserSort = (typeof USER_SORTS)[number];

type Order = {
  by: Prisma.Sql;
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
    by: Prisma.sql`person.created_at DESC, person.id DESC`,
    after: (place) => {
      const at = timeInKeyset(place);
      return at && Prisma.sql`(person.created_at, person.id) < (${at}::timestamptz, ${place.id}::uuid)`;
    },
    valueIn: createdAt,
  },
  oldest: {
    by: Prisma.sql`person.created_at, person.id`,
    after: (place) => {
      const at = timeInKeyset(place);
      return at && Prisma.sql`(person.created_at, person.id) > (${at}::timestamptz, ${place.id}::uuid)`;
    },
    valueIn: createdAt,
  },
  email: {
    by: Prisma.sql`person.email`,
    after: ({ value }) => Prisma.sql`person.email > ${value}::text`,
    valueIn: (row) => row.email,
  },
  balance: {
    by: Prisma.sql`coalesce(account.balance, 0) DESC, person.id DESC`,
    after: ({ value, id }) =>
      /^-?\d{1,18}$/.test(value)
        ? Prisma.sql`(coalesce(account.balance, 0), person.id) < (${BigInt(value)}::bigint, ${id}::uuid)`
        : null,
    valueIn: (row) => String(row.balance ?? 0n),
  },
};
