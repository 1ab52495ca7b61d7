import type { Db } from "@/lib/db";

/** Whether someone signs in with a password; not those who only ever came through GitHub or Google. */
export async function hasPasswordOf(db: Db, userId: string): Promise<boolean> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  return user.passwordHash !== null;
}
