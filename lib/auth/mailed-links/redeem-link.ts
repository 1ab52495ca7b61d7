import { hashOf } from "@/lib/auth/mailed-links/secret";
import type { LinkPurpose, OpenLink } from "@/lib/auth/mailed-links/types";
import type { Db } from "@/lib/db";

type Presented = { token: unknown; purpose: LinkPurpose };

/**
 * Uses a link up, in the transaction that does what it is for: of many at the same moment one gets it. Null when it is
 * unknown, for something else, used or past its time, or its user is locked out or deleted.
 */
export async function redeemLink(db: Db, presented: Presented, now: Date): Promise<OpenLink | null> {
  const link = await readLink(db, presented, now);
  if (!link) return null;
  const { count } = await db.securityToken.updateMany({ where: { id: link.id, usedAt: null }, data: { usedAt: now } });
  return count === 1 ? link : null;
}

/** The link, unless `redeemLink` would refuse it. Looking changes nothing: mail programs open links before people do. */
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

/** Ends every link of a user that was not used yet: what was asked for before their password or address changed. */
export async function endLinks(db: Db, userId: string, now: Date): Promise<void> {
  await db.securityToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: now } });
}

const SECRET = /^[\w-]{43}$/;
