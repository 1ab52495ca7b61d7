import { listUsers } from "@/lib/account/list/list-users";
import type { UserFilter } from "@/lib/account/list/user-filter";
import type { UserRow } from "@/lib/account/list/user-row";
import { shownEmail } from "@/lib/account/placeholder-email";
import type { Db } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";

const COLUMNS = [
  "id",
  "email",
  "name",
  "externalId",
  "role",
  "createdAt",
  "lastSeenAt",
  "emailVerified",
  "lockedAt",
  "plan",
  "planVersion",
  "status",
  "cancelAtPeriodEnd",
  "accountId",
  "balance",
  "debt",
  "stripeCustomerId",
];

/** The users that match as a CSV file, oldest first. */
export function usersCsv(db: Db, filter: UserFilter): AsyncIterable<string> {
  return writeCsv(COLUMNS, pages(db, filter));
}

const PAGE = 500;

async function* pages(db: Db, filter: UserFilter): AsyncGenerator<Record<string, unknown>[]> {
  for (let cursor: string | undefined; ; ) {
    const page = await listUsers(db, { ...filter, sort: "oldest", limit: PAGE, cursor });
    if (!page.ok) throw new Error("The list's own cursor was refused.");
    if (page.data.length > 0) yield page.data.map(toCsv);
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

function toCsv(row: UserRow): Record<string, unknown> {
  return {
    ...row,
    email: shownEmail(row.email),
    balance: row.balance === null ? null : Number(row.balance),
    debt: row.debt === null ? null : Number(row.debt),
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString(),
    emailVerified: row.emailVerified?.toISOString(),
    lockedAt: row.lockedAt?.toISOString(),
  };
}
