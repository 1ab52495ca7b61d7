import { markVerified } from "@/lib/auth/email/mark-verified";
import { endLinks, readLink, redeemLink } from "@/lib/auth/mailed-links/redeem-link";
import type { OpenLink } from "@/lib/auth/mailed-links/types";
import { maskedEmail, recordSecurityEvent } from "@/lib/auth/security-event";
import type { SessionTicket } from "@/lib/auth/session";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import { lockUser } from "@/lib/billing/context";
import { noteFormerMailbox } from "@/lib/billing/refills/note-former-mailbox";
import { enqueueEmailForStripe } from "@/lib/billing/sync/tell-stripe-email";
import type { Database, Db } from "@/lib/db";
import { env } from "@/lib/env";
import { Prisma } from "@/lib/generated/prisma/client";
import { isSameMailbox, mailboxOf } from "@/lib/mailbox";
import { queueMail } from "@/lib/notify/queue-mail";

export type ConfirmedEmailChange =
  /** `kept` is the session that stays signed in; its cookie must be sealed again. */
  | { ok: true; email: string; kept: SessionTicket | null }
  /** `taken`: another account has the address, or another spelling of it. */
  | { ok: false; reason: "link_over" | "taken" };

type Confirmation = {
  token: unknown;
  /** The session the link was opened in, which stays signed in if it is the same user's. */
  session: { userId: string; sessionId: string } | null;
  network: string | null;
};

/**
 * Changes an account's address to the one whose link was opened. The address counts as verified; every other session and
 * every other link ends, and the old address is notified. What the old mailbox has received is recorded: another account
 * with it gets no second free month, trial or promo code. `at` is the machine's time.
 */
export async function confirmEmailChange(
  database: Database,
  { token, session, network }: Confirmation,
  { now, at }: { now: Date; at: Date },
): Promise<ConfirmedEmailChange> {
  const work = database.transaction<ConfirmedEmailChange>(async (db, sql) => {
    const presented = { token, purpose: "CHANGE_EMAIL" } as const;
    const open = await readLink(db, presented, now);
    if (open && (await isTaken(db, open))) return { ok: false, reason: "taken" };
    const link = await redeemLink(db, presented, now);
    if (!link || !(await lockUser(sql, link.userId))) return { ok: false, reason: "link_over" };
    const { userId, email } = link;
    const before = await db.user.findUniqueOrThrow({ where: { id: userId } });
    if (!isSameMailbox(before.email, email)) await noteFormerMailbox(db, userId, now);
    await db.user.update({ where: { id: userId }, data: { email, mailbox: mailboxOf(email) } });
    await endLinks(db, userId, now);
    const except = session?.userId === userId ? session.sessionId : undefined;
    const version = await endSessions(db, { userId, ...(except !== undefined && { except }) }, at);
    await markVerified(db, sql, userId, now);
    await enqueueEmailForStripe(sql, userId);
    // An old address that was never verified may belong to a stranger.
    if (before.emailVerified || env().EMAIL_VERIFICATION === "off") {
      const told = { template: "email_changed", to: before.email, newEmail: email } as const;
      await queueMail(db, { ...told, userId, sourceKey: `email_changed:${link.id}` }, now);
    }
    const details = { from: maskedEmail(before.email), to: maskedEmail(email) };
    await recordSecurityEvent(db, { action: "email.changed", userId, network, details }, at);
    return { ok: true, email, kept: except === undefined ? null : { userId, sessionId: except, version } };
  });
  // When two users take one address at the same moment, the unique index rolls the later transaction back.
  return work.catch((error: unknown) => {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      return { ok: false, reason: "taken" };
    }
    throw error;
  });
}

async function isTaken(db: Db, { userId, email }: OpenLink): Promise<boolean> {
  const other = await db.user.findFirst({
    where: { id: { not: userId }, OR: [{ email }, { mailbox: mailboxOf(email) }] },
    select: { id: true },
  });
  return other !== null;
}
