import type { Db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Who acts: a signed-in user, or null for a script; and what is known of their request. */
export type Actor = {
  userId: string | null;
  /** The API key that was sent; `userId` is then the user who created it. */
  apiKeyId?: string | null;
  /** The caller's IPv4 /24 or IPv6 /48. */
  network?: string | null;
  /** The request's id, which its log lines carry. */
  requestId?: string | null;
};

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
      apiKeyId: actor.apiKeyId ?? null,
      action: record.action,
      targetType: record.targetType,
      targetId: record.targetId,
      reason: record.reason ?? null,
      before: toJson(record.before),
      after: toJson(record.after),
      network: actor.network ?? null,
      requestId: actor.requestId ?? null,
      createdAt: now,
    },
  });
}

function toJson(value: unknown): Prisma.InputJsonValue | undefined {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? Number(inner) : inner)));
}
