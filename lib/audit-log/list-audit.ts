import { shownEmail } from "@/lib/account/placeholder-email";
import type { Sql } from "@/lib/db";
import { isUuid } from "@/lib/is-uuid";
import { formatKeyset, parseTimeKeyset } from "@/lib/keyset";

export type AuditFilter = {
  /** A user's id or email address, or "system" for commands and the worker. */
  actor?: string;
  /** An id, or a user's email address. */
  target?: string;
  action?: string;
  /** Records at or after this time. */
  from?: Date;
  /** Records before this time. */
  to?: Date;
  /** "changes" leaves out what users did to their own account, such as signing in. */
  show?: "everything" | "changes";
};

export type AuditEntry = {
  id: string;
  at: Date;
  action: string;
  actorId: string | null;
  /** Null also for users without an address. */
  actorEmail: string | null;
  actorExternalId: string | null;
  apiKeyId: string | null;
  apiKeyPrefix: string | null;
  targetType: string;
  targetId: string;
  /** Of a user. */
  targetEmail: string | null;
  targetExternalId: string | null;
  /** Of a plan, pack, meter, feature, promo code, API key, saved view or payment, as it is called now. */
  targetName: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
  network: string | null;
  requestId: string | null;
};

export type AuditPage =
  | { ok: true; data: AuditEntry[]; nextCursor: string | null }
  | { ok: false; reason: "invalid_cursor" };

/** The audit log, newest first. */
export async function listAudit(
  sql: Sql,
  { limit, cursor, ...filter }: AuditFilter & { limit: number; cursor?: string },
): Promise<AuditPage> {
  const place = cursor === undefined ? null : parseTimeKeyset(cursor);
  if (cursor !== undefined && place === null) return { ok: false, reason: "invalid_cursor" };
  const actor = await idsOf(sql, filter.actor === "system" ? undefined : filter.actor);
  const target = await idsOf(sql, filter.target);
  const rows = await sql<AuditEntry>`
    SELECT
      record.id::text, record.created_at AS at, record.action, record.actor_id::text AS "actorId",
      actor.email AS "actorEmail", actor.external_id AS "actorExternalId", record.api_key_id::text AS "apiKeyId", key.prefix AS "apiKeyPrefix",
      record.target_type AS "targetType", record.target_id AS "targetId", target.email AS "targetEmail",
      target.external_id AS "targetExternalId",
      CASE record.target_type
        WHEN 'plan' THEN (
          SELECT version.name
          FROM plan JOIN plan_version AS version ON version.plan_id = plan.id AND version.version = plan.current_version
          WHERE plan.id::text = record.target_id
        )
        WHEN 'pack' THEN (SELECT pack.name FROM credit_pack AS pack WHERE pack.id::text = record.target_id)
        WHEN 'meter' THEN (
          SELECT version.name
          FROM meter JOIN meter_version AS version ON version.meter_id = meter.id AND version.version = meter.current_version
          WHERE meter.id::text = record.target_id
        )
        WHEN 'feature' THEN (SELECT feature.name FROM feature WHERE feature.key = record.target_id)
        WHEN 'promo_code' THEN (SELECT code.code FROM promo_code AS code WHERE code.id = named.id)
        WHEN 'api_key' THEN (SELECT its.name FROM api_key AS its WHERE its.id = named.id)
        WHEN 'saved_view' THEN (SELECT its.name FROM saved_view AS its WHERE its.id = named.id)
        WHEN 'payment' THEN (SELECT payment.description FROM payment WHERE payment.id = named.id)
      END AS "targetName",
      record.reason, record.before, record.after, record.network, record.request_id AS "requestId"
    FROM audit_log AS record
    CROSS JOIN LATERAL (
      SELECT CASE WHEN record.target_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN record.target_id::uuid END AS id
    ) AS named
    LEFT JOIN "user" AS actor ON actor.id = record.actor_id
    LEFT JOIN api_key AS key ON key.id = record.api_key_id
    LEFT JOIN "user" AS target
      ON target.id = CASE WHEN record.target_type = 'user' AND record.target_id <> 'unknown' THEN record.target_id::uuid END
    WHERE (${actor}::text[] IS NULL OR record.actor_id = ANY (${actor?.filter(isUuid) ?? null}::uuid[]))
      AND (NOT ${filter.actor === "system"}::boolean OR record.actor_id IS NULL)
      AND (${target}::text[] IS NULL OR record.target_id = ANY (${target}::text[]))
      AND (${filter.action ?? null}::text IS NULL OR record.action = ${filter.action ?? null}::text)
      AND (
        ${filter.show !== "changes"}::boolean
        OR record.target_id <> 'unknown' AND record.target_id IS DISTINCT FROM record.actor_id::text
      )
      AND (${filter.from ?? null}::timestamptz IS NULL OR record.created_at >= ${filter.from ?? null}::timestamptz)
      AND (${filter.to ?? null}::timestamptz IS NULL OR record.created_at < ${filter.to ?? null}::timestamptz)
      AND (
        ${place?.id ?? null}::uuid IS NULL
        OR (record.created_at, record.id) < (${place?.at ?? null}::timestamptz, ${place?.id ?? null}::uuid)
      )
    ORDER BY record.created_at DESC, record.id DESC
    LIMIT ${limit + 1}::integer`;
  const data = rows.slice(0, limit).map(withoutPlaceholders);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { ok: true, data, nextCursor: last ? formatKeyset({ value: last.at.toISOString(), id: last.id }) : null };
}

function withoutPlaceholders(entry: AuditEntry): AuditEntry {
  const shown = (email: string | null) => (email === null ? null : shownEmail(email));
  return { ...entry, actorEmail: shown(entry.actorEmail), targetEmail: shown(entry.targetEmail) };
}

const EXPORT_PAGE = 500;

/** All records that match, page by page. No connection is held between pages. */
export async function* readAudit(sql: Sql, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  for (let cursor: string | undefined; ; ) {
    const page = await listAudit(sql, { ...filter, limit: EXPORT_PAGE, cursor });
    if (!page.ok) throw new Error("The audit log's own cursor was refused.");
    if (page.data.length > 0) yield page.data;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

/** The actions on record, in alphabetical order: one index probe for each. */
export async function auditActions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ action: string }>`
    WITH RECURSIVE known AS (
      (SELECT action FROM audit_log ORDER BY action LIMIT 1)
      UNION ALL
      SELECT (SELECT record.action FROM audit_log AS record WHERE record.action > known.action ORDER BY record.action LIMIT 1)
      FROM known WHERE known.action IS NOT NULL
    )
    SELECT action FROM known WHERE action IS NOT NULL`;
  return rows.map(({ action }) => action);
}

/** The ids that a filter names: itself, and the user with this address. Null without a filter. */
async function idsOf(sql: Sql, name: string | undefined): Promise<string[] | null> {
  if (name === undefined) return null;
  if (!name.includes("@")) return [name];
  const email = name.trim().toLowerCase();
  const users = await sql<{ id: string }>`SELECT id::text FROM "user" WHERE email = ${email}::text`;
  return users.map(({ id }) => id);
}
