import type { Db } from "@/lib/db";

/**
 * Withholds the emails that a transaction queues for a user: call it before, and what it returns after. Their source keys
 * stay, so that a later sync does not send them either.
 */
export async function withholdMails(db: Db, userId: string): Promise<() => Promise<void>> {
  const waiting = await db.mail.findMany({ where: { userId, status: "QUEUED" }, select: { id: true } });
  const before = waiting.map(({ id }) => id);
  return async () => {
    await db.mail.updateMany({
      where: { userId, status: "QUEUED", id: { notIn: before } },
      data: { status: "WITHHELD" },
    });
  };
}
