import { welcomeUser } from "@/lib/billing/welcome";
import type { Database } from "@/lib/db";
import type { User } from "@/lib/generated/prisma/client";

export type NewUser = {
  /** Lower case. */
  email: string;
  name: string | null;
  image?: string | null;
  passwordHash?: string | null;
};

/**
 * Makes a user with a credit account on the free plan, all or nothing. Null when the email address is taken, also by
 * someone who came a moment earlier.
 */
export async function createUser(database: Database, newUser: NewUser, now: Date): Promise<User | null> {
  return database.transaction(async (db, sql) => {
    // Not a caught unique violation: that would poison the transaction.
    const [user] = await db.user.createManyAndReturn({ data: [{ ...newUser, createdAt: now }], skipDuplicates: true });
    if (!user) return null;
    await welcomeUser({ db, sql }, { userId: user.id }, now);
    return user;
  });
}
