import type { Db } from "@/lib/db";
import type { Mail } from "@/lib/generated/prisma/client";
import { lowBalanceThresholdOf } from "@/lib/ledger/low-balance-threshold";
import type { NotificationSettings } from "@/lib/notify/schemas";

/** A user's notification settings. */
export async function notificationSettingsOf(db: Db, userId: string): Promise<NotificationSettings> {
  const setting = await db.notificationSetting.findUnique({ where: { userId }, select: { refilled: true } });
  return { refilled: setting?.refilled ?? false, lowBalanceThreshold: await lowBalanceThresholdOf(db, userId) };
}

/** Whose emails: one user's, or everyone's. */
export type MailOwner = { userId: string } | "everybody";

export type MailSummary = {
  id: string;
  to: string;
  subject: string;
  status: Mail["status"];
  createdAt: Date;
};

/** The outbox, newest first. `cursor` is the id of the last email of the previous page; ids are in order of time. */
export async function listMails(
  db: Db,
  owner: MailOwner,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ data: MailSummary[]; nextCursor: string | null }> {
  const rows = await db.mail.findMany({
    where: { ...readableBy(owner), ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: { id: true, to: true, subject: true, status: true, createdAt: true },
  });
  const data = rows.slice(0, limit);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

/** One email; null when it does not exist or is not `owner`'s. `id` must be a UUID. */
export async function findMail(db: Db, owner: MailOwner, id: string) {
  return db.mail.findFirst({ where: { id, ...readableBy(owner) } });
}

/** An email without an address was purged, or its account was deleted: there is nothing to show. */
function readableBy(owner: MailOwner) {
  return { to: { not: "" }, ...(owner !== "everybody" && { userId: owner.userId }) };
}
