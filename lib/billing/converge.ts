import { type BillingServices, lockUser, type Read, readUser } from "@/lib/billing/context";
import { queued } from "@/lib/billing/queued";
import { TryLaterError } from "@/lib/stripe/errors";

/** Somebody's billing moved each time it was read: trying later will succeed. */
export class BillingMovedError extends TryLaterError {
  constructor(userId: string) {
    super(`The billing of user ${userId} moved ${MAX_TRIES} times while it was read.`);
  }
}

/**
 * Each try is lost to a write of another process, and that one is then done: only as many processes as this that bring
 * in one person at the same moment can make it fail.
 */
const MAX_TRIES = 10;

const MOVED = Symbol("moved");

/**
 * Brings in what Stripe says of a user: reads with nothing held, then locks the user and writes, in one transaction. A
 * write counts the user's version up, and what was read before the last write is read again. So whatever is written was
 * asked for after everything written before it had been, and the last answer stands. Null when there is no such user.
 *
 * Throws what `read` throws, and BillingMovedError when others kept writing. In one process a user's turns are taken in
 * order, so that twenty at once ask Stripe one after the other.
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
    await sql`UPDATE "user" SET billing_version = billing_version + 1 WHERE id = ${userId}::uuid`;
    return result;
  });
}
