import { v7 as newId } from "uuid";
import { placeholderEmail } from "@/lib/account/placeholder-email";
import { type Actor, audit } from "@/lib/audit";
import { createUserIn } from "@/lib/auth/create-user";
import { markVerified } from "@/lib/auth/email/mark-verified";
import { endLinks } from "@/lib/auth/mailed-links/redeem-link";
import { lockUser } from "@/lib/billing/context";
import { noteFormerMailbox } from "@/lib/billing/refills/note-former-mailbox";
import { enqueueEmailForStripe } from "@/lib/billing/sync/tell-stripe-email";
import type { Database, Db } from "@/lib/db";
import { Prisma, type User } from "@/lib/generated/prisma/client";
import { isSameMailbox, mailboxOf } from "@/lib/mailbox";
import type { Tx } from "@/lib/services";
import { recordMessages } from "@/lib/webhooks/record-messages";

export type CustomerInput = {
  externalId: string;
  /** Lower case; null for a customer without one. Undefined leaves it as it is. */
  email?: string | null | undefined;
  name?: string | null | undefined;
};

export type PutCustomer =
  | { ok: true; userId: string; created: boolean }
  | { ok: false; reason: "email_taken" | "customer_signs_in" };

/**
 * Makes a customer of another app, known by the app's own id, be as it says: creates the user and their account, or changes what is
 * different. The app vouches for the address, so it counts as verified and no link is sent. The address of someone who signs in here is
 * theirs alone to change. The customer has no password. Repeating it changes nothing.
 */
export async function putCustomer(
  database: Database,
  actor: Actor,
  input: CustomerInput,
  now: Date,
): Promise<PutCustomer> {
  const work = database.transaction<PutCustomer>(async (db, sql) => {
    // Serialized per id, as in setExternalId.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`external_id:${input.externalId}`}, 0))::text AS locked`;
    const known = await db.user.findUnique({ where: { externalId: input.externalId }, include: { deletion: true } });
    if (known && !known.deletion) return update({ db, sql }, actor, known.id, input, now);
    // The address of one that is being deleted is taken until the worker is done.
    if (typeof input.email === "string" && (await isTaken(db, input.email, null))) {
      return { ok: false, reason: "email_taken" };
    }
    // One that is being deleted gives its id to the new customer.
    if (known) await db.user.update({ where: { id: known.id }, data: { externalId: null } });
    return create({ db, sql }, actor, input, now);
  });
  // When two take one address at the same moment, the unique index rolls the later transaction back.
  return work.catch((error: unknown) => {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      return { ok: false, reason: "email_taken" };
    }
    throw error;
  });
}

async function create(tx: Tx, actor: Actor, input: CustomerInput, now: Date): Promise<PutCustomer> {
  const { externalId, email = null, name = null } = input;
  const id = newId();
  const newUser = { id, email: email ?? placeholderEmail(id), externalId, name, emailVerified: now, isCustomer: true };
  if (!(await createUserIn(tx, newUser, now))) return { ok: false, reason: "email_taken" };
  const after = { hasEmail: email !== null };
  await audit(tx.db, actor, { action: "customer.created", targetType: "user", targetId: id, after }, now);
  return { ok: true, userId: id, created: true };
}

async function update(
  { db, sql }: Tx,
  actor: Actor,
  id: string,
  input: CustomerInput,
  now: Date,
): Promise<PutCustomer> {
  // A password that is set meanwhile waits for the same lock.
  await lockUser(sql, id);
  const known = await db.user.findUniqueOrThrow({ where: { id } });
  const email = input.email === null ? placeholderEmail(id) : (input.email ?? known.email);
  const name = input.name === undefined ? known.name : input.name;
  const changed = {
    email: email !== known.email,
    name: name !== known.name,
    verified: known.emailVerified === null && typeof input.email === "string",
  };
  if (!changed.email && !changed.name && !changed.verified) return { ok: true, userId: id, created: false };
  const isOwn = await signsIn(db, known);
  if (changed.email) {
    if (isOwn) return { ok: false, reason: "customer_signs_in" };
    if (await isTaken(db, email, id)) return { ok: false, reason: "email_taken" };
    if (!isSameMailbox(known.email, email)) await noteFormerMailbox(db, id, now);
    await endLinks(db, id, now);
    await enqueueEmailForStripe(sql, id);
  }
  await db.user.update({ where: { id }, data: { name, ...(changed.email && { email, mailbox: mailboxOf(email) }) } });
  // The app vouches for the address of its customer, not for that of someone who signs in.
  if (!isOwn) await markVerified(db, sql, id, now);
  // Not the address or the name themselves: the audit log outlives the account.
  await audit(db, actor, { action: "customer.updated", targetType: "user", targetId: id, after: changed }, now);
  const fields = (["email", "name"] as const).filter((field) => changed[field]);
  if (fields.length > 0) {
    const message = { userId: id, type: "customer.updated", sourceKey: now.toISOString(), occurredAt: now } as const;
    await recordMessages(sql, [{ ...message, data: { changed: fields } }]);
  }
  return { ok: true, userId: id, created: false };
}

/** Whether the user has a way into this app of their own, or more rights than a customer. */
export async function signsIn(
  db: Db,
  { id, passwordHash, role }: Pick<User, "id" | "passwordHash" | "role">,
): Promise<boolean> {
  if (passwordHash !== null || role === "ADMIN") return true;
  return (await db.account.count({ where: { userId: id } })) > 0;
}

async function isTaken(db: Db, email: string, by: string | null): Promise<boolean> {
  const where = { OR: [{ email }, { mailbox: mailboxOf(email) }], ...(by !== null && { id: { not: by } }) };
  return (await db.user.findFirst({ where, select: { id: true } })) !== null;
}
