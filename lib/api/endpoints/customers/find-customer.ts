import type { Db } from "@/lib/db";

/** The id of the user that another app knows by this id; null if there is none, or it is being deleted. */
export async function customerId(db: Db, externalId: string): Promise<string | null> {
  const user = await db.user.findUnique({
    where: { externalId },
    select: { id: true, deletion: { select: { userId: true } } },
  });
  return user && !user.deletion ? user.id : null;
}
