import type { Db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

/** The actor: a signed-in user, or null for a script; and the network, if known. */
export type Actor = { userId: string | null; network?: string | null };

export type AuditRecord = {
  action: string;
  targetType: string;
  targetId: string;
  reason?: string;
  before?: unknown;
  after?: unknown;
};

/** Writes to the audit log, in the transaction that makes the change. */
export async function audit(db: Db, actor: Actor, record: AuditRecord, now: Date): Promise<void> {
  await db.auditLog.create({
    data: {
      actorId: actor.userId,
      action: record.action,
      targetType: record.targetType,
      targetId: record.targetId,
      reason: record.reason ?? null,
      before: toJson(record.before),
      after: toJson(record.after),
      network: actor.network ?? null,
      createdAt: now,
    },
  });
}

function toJson(value: unknown): Prisma.InputJsonValue | undefined {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? Number(inner) : inner)));
}
