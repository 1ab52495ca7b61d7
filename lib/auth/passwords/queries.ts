import type { Db } from "@/lib/db";

/** Whether a user has a password; not if they only ever used GitHub or Google. */
export async function hasPasswordOf(db: Db, userId: string): Promise<boolean> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  return user.passwordHash !== null;
}
