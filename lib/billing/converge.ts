import { type BillingServices, lockUser, type Read, readUser } from "@/lib/billing/context";
import { queued } from "@/lib/billing/queued";
import { hot } from "@/lib/db";
import { TryLaterError } from "@/lib/stripe/errors";

/** The user's billing changed on every attempt; a later retry will succeed. */
export class BillingMovedError extends TryLaterError {
  constructor(userId: string) {
    super(`The billing of user ${userId} moved ${MAX_TRIES} times while it was read.`);
  }
}

/**
 * An attempt only fails because another process wrote in the meantime, which completes that process's sync. So it takes
 * more than this many processes syncing one user at the same moment to fail.
 */
const MAX_TRIES = 10;

const MOVED = Symbol("moved");

/**
 * Syncs a user's state from Stripe: reads without locks, then locks the user and writes, in one transaction. Each write
 * increments the user's version; when it changed since the read, Stripe is read again. So whatever is written was
 * requested after everything written before, and the latest state wins. Null when there is no such user.
 *
 * Throws what `read` throws, and BillingMovedError when other processes kept writing. Within a process a user's syncs run
 * one after the other.
 */
export async function converge<Result>(
  services: BillingServices,
  userId: string,
  read: Read<Result>,
): Promise<Result | null> {
  return queued(services.database.pool, userId, async () => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const result = await tryOnce(services, userId, read);
      if (result !== MOVED) return result;
    }
    throw new BillingMovedError(userId);
  });
}

async function tryOnce<Result>(
  { database, stripe }: BillingServices,
  userId: string,
  read: Read<Result>,
): Promise<Result | null | typeof MOVED> {
  const before = await readUser(database.sql, userId);
  if (!before) return null;
  const write = await read({ db: database.prisma, sql: database.sql, stripe }, before);
  return database.transaction<Result | null | typeof MOVED>(async (db, sql) => {
    const user = await lockUser(sql, userId);
    if (!user) return null;
    if (user.billingVersion !== before.billingVersion) return MOVED;
    const result = await write({ db, sql }, user);
    await hot(sql)`UPDATE "user" SET billing_version = billing_version + 1 WHERE id = ${userId}::uuid`;
    return result;
  });
}
