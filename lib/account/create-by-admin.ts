import { v7 as newId } from "uuid";
import { placeholderEmail } from "@/lib/account/placeholder-email";
import { type Actor, audit } from "@/lib/audit";
import { createUserIn } from "@/lib/auth/create-user";
import type { Database } from "@/lib/db";
import { mailboxOf } from "@/lib/mailbox";

export type UserByAdmin = {
  /** Lower case; null for a user known by an external id alone. */
  email: string | null;
  externalId: string | null;
  name: string | null;
  /** Whether the admin vouches for the address. Otherwise the user receives a link to verify it. */
  emailVerified: boolean;
};

export type CreatedByAdmin =
  | { ok: true; userId: string }
  | { ok: false; reason: "email_taken" | "external_id_taken" | "missing_identity" };

/**
 * Creates a user without a password, who can set one through "Forgot password", and a credit account. A user without an
 * address counts as verified: the app that created them vouches for them.
 */
export async function createByAdmin(
  database: Database,
  actor: Actor,
  { email, externalId, name, emailVerified }: UserByAdmin,
  now: Date,
): Promise<CreatedByAdmin> {
  if (email === null && externalId === null) return { ok: false, reason: "missing_identity" };
  const id = newId();
  return database.transaction<CreatedByAdmin>(async (db, sql) => {
    if (externalId !== null) {
      // Serialized per id, as in setExternalId.
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`external_id:${externalId}`}, 0))::text AS locked`;
      if (await db.user.findUnique({ where: { externalId }, select: { id: true } })) {
        return { ok: false, reason: "external_id_taken" };
      }
    }
    const taken =
      email !== null &&
      (await db.user.findFirst({ where: { OR: [{ email }, { mailbox: mailboxOf(email) }] }, select: { id: true } }));
    if (taken) return { ok: false, reason: "email_taken" };
    const verified = email === null || emailVerified ? now : null;
    const newUser = { id, email: email ?? placeholderEmail(id), externalId, name, emailVerified: verified };
    const user = await createUserIn({ db, sql }, newUser, now);
    if (!user) return { ok: false, reason: "email_taken" };
    // Without the address and ids, which may name a person: the audit log outlives the account.
    const after = { hasEmail: email !== null, hasExternalId: externalId !== null, emailVerified };
    await audit(db, actor, { action: "user.created", targetType: "user", targetId: id, after }, now);
    return { ok: true, userId: id };
  });
}
