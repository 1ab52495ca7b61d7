import { hashOf } from "@/lib/auth/mailed-links/secret";
import type { LinkPurpose, OpenLink } from "@/lib/auth/mailed-links/types";
import type { Db } from "@/lib/db";

type Presented = { token: unknown; purpose: LinkPurpose };

/**
 * Uses a link, in the transaction that does what it is for; of concurrent attempts one succeeds. Null when the link is
 * unknown, for another purpose, used or expired, or its user is locked or deleted.
 */
export async function redeemLink(db: Db, presented: Presented, now: Date): Promise<OpenLink | null> {
  const link = await readLink(db, presented, now);
  if (!link) return null;
  const { count } = await db.securityToken.updateMany({ where: { id: link.id, usedAt: null }, data: { usedAt: now } });
  return count === 1 ? link : null;
}

/** The link, unless `redeemLink` would refuse it. Changes nothing: mail programs open links before people do. */
export async function readLink(db: Db, { token, purpose }: Presented, now: Date): Promise<OpenLink | null> {
  if (typeof token !== "string" || !SECRET.test(token)) return null;
  return db.securityToken.findFirst({
    where: {
      hash: hashOf(token),
      purpose,
      usedAt: null,
      expiresAt: { gt: now },
      user: { lockedAt: null, deletedAt: null },
    },
    select: { id: true, userId: true, email: true },
  });
}

/** Invalidates every unused link of a user: those requested before their password or address changed. */
export async function endLinks(db: Db, userId: string, now: Date): Promise<void> {
  await db.securityToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: now } });
}

const SECRET = /^[\w-]{43}$/;
