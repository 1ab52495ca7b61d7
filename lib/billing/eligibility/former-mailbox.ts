import { createHmac, hkdfSync } from "node:crypto";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";
import type { FormerMailbox } from "@/lib/generated/prisma/client";
import { mailboxOf } from "@/lib/mailbox";

/** What the mailbox of this address received with an account that was deleted or changed its address; null for nothing. */
export async function findFormerMailbox(db: Db, email: string): Promise<FormerMailbox | null> {
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS } = env();
  const hashes = [NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS].flatMap((secret) =>
    secret ? [hashOfMailbox(email, secret)] : [],
  );
  return db.formerMailbox.findFirst({ where: { hash: { in: hashes } }, orderBy: { deletedAt: "desc" } });
}

/** The same for the address of a user. */
export async function formerMailboxOf(db: Db, userId: string): Promise<FormerMailbox | null> {
  const { email } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  return findFormerMailbox(db, email);
}

/** A keyed hash, so that the table alone does not reveal the address (RFC 5869 for the key). */
export function hashOfMailbox(email: string, secret: string): Uint8Array<ArrayBuffer> {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "refill former mailbox", 32));
  return new Uint8Array(createHmac("sha256", key).update(mailboxOf(email)).digest());
}
