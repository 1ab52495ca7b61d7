import { audit } from "@/lib/audit";
import type { Database } from "@/lib/db";
import { recordMessages } from "@/lib/webhooks/record-messages";

export type ExternalIdSet = { ok: true } | { ok: false; reason: "external_id_taken" };

/** Stores the id by which an integrating app knows a user; null removes it. An id belongs to one user. */
export async function setExternalId(
  database: Database,
  { userId, externalId, actorId }: { userId: string; externalId: string | null; actorId: string },
  now: Date,
): Promise<ExternalIdSet> {
  return database.transaction<ExternalIdSet>(async (db, sql) => {
    // Serialized per id: catching a unique violation would leave the transaction aborted.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`external_id:${externalId ?? ""}`}, 0))::text AS locked`;
    const owner =
      externalId === null ? null : await db.user.findUnique({ where: { externalId }, select: { id: true } });
    if (owner && owner.id !== userId) return { ok: false, reason: "external_id_taken" };
    const before = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { externalId: true } });
    if (before.externalId === externalId) return { ok: true };
    await db.user.update({ where: { id: userId }, data: { externalId } });
    const message = { userId, type: "customer.updated", sourceKey: now.toISOString(), occurredAt: now } as const;
    await recordMessages(sql, [{ ...message, data: { changed: ["externalId"] } }]);
    const record = { action: "user.external_id_set", targetType: "user", targetId: userId };
    // Not the ids themselves, which may be names or addresses: the audit log outlives the account.
    const change = { before: { isSet: before.externalId !== null }, after: { isSet: externalId !== null } };
    await audit(db, { userId: actorId }, { ...record, ...change }, now);
    return { ok: true };
  });
}
