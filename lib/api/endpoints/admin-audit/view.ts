import { z } from "zod";
import { isoTime, time } from "@/lib/api/http/schemas";
import type { AuditEntry } from "@/lib/audit-log/list-audit";

export const auditView = z
  .object({
    id: z.string(),
    at: time,
    action: z.string(),
    actor: z
      .object({ id: z.string(), email: z.string().nullable(), externalId: z.string().nullable() })
      .nullable()
      .meta({ description: "Null for commands and background work." }),
    apiKey: z.object({ id: z.string(), prefix: z.string().nullable() }).nullable(),
    target: z.object({
      type: z.string(),
      id: z.string(),
      email: z.string().nullable(),
      externalId: z.string().nullable(),
      name: z.string().nullable().meta({ description: "What a plan, pack, meter or other object is called now." }),
    }),
    reason: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
    network: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ title: "AuditRecord", description: "One act, as the audit log recorded it." });

/** A record of the audit log as the API shows it. */
export function toAuditView(entry: AuditEntry): z.input<typeof auditView> {
  const { id, at, action, reason, before, after, network, requestId } = entry;
  return {
    id,
    at: isoTime(at),
    action,
    actor:
      entry.actorId === null ? null : { id: entry.actorId, email: entry.actorEmail, externalId: entry.actorExternalId },
    apiKey: entry.apiKeyId === null ? null : { id: entry.apiKeyId, prefix: entry.apiKeyPrefix },
    target: {
      type: entry.targetType,
      id: entry.targetId,
      email: entry.targetEmail,
      externalId: entry.targetExternalId,
      name: entry.targetName,
    },
    reason,
    before: before ?? null,
    after: after ?? null,
    network,
    requestId,
  };
}
