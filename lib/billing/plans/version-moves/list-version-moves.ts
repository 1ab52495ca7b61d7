import type { Sql } from "@/lib/db";

export type VersionMoveProgress = {
  id: string;
  version: number;
  reason: string;
  requestedAt: Date;
  canceledAt: Date | null;
  subscribers: number;
  /** Not handled yet. */
  pending: number;
  /** Their change is scheduled. */
  scheduled: number;
  /** They pay the new price, or did. */
  moved: number;
  /** They canceled, changed or stopped paying, or Stripe refused it. */
  left: number;
  /** The move was canceled before their change. */
  stay: number;
  /** When the first and the last scheduled change take effect. */
  firstAt: Date | null;
  lastAt: Date | null;
};

/** The moves of a plan's subscribers, newest first, and how far each has come. */
export async function listVersionMoves(sql: Sql, planId: string): Promise<VersionMoveProgress[]> {
  return sql<VersionMoveProgress>`
    SELECT move.id, version.version, move.reason, move.requested_at AS "requestedAt", move.canceled_at AS "canceledAt",
      count(*)::int AS subscribers,
      count(*) FILTER (WHERE item.state = 'PENDING')::int AS pending,
      count(*) FILTER (WHERE item.state = 'SCHEDULED' AND seen.is_coming)::int AS scheduled,
      count(*) FILTER (WHERE item.state = 'MOVED' OR item.state = 'SCHEDULED' AND seen.has_moved)::int AS moved,
      count(*) FILTER (
        WHERE item.state = 'LEFT' OR item.state = 'SCHEDULED' AND NOT seen.is_coming AND NOT seen.has_moved
      )::int AS left,
      count(*) FILTER (WHERE item.state = 'CANCELED')::int AS stay,
      min(item.change_at) FILTER (WHERE item.state = 'SCHEDULED' AND seen.is_coming) AS "firstAt",
      max(item.change_at) FILTER (WHERE item.state = 'SCHEDULED' AND seen.is_coming) AS "lastAt"
    FROM version_move AS move
    JOIN plan_version AS version ON version.id = move.version_id
    JOIN version_move_item AS item ON item.move_id = move.id
    JOIN subscription ON subscription.id = item.subscription_id
    CROSS JOIN LATERAL (
      SELECT subscription.price_id IS NOT DISTINCT FROM item.to_price_id OR EXISTS (
          SELECT FROM paid_period AS paid
          WHERE paid.subscription_id = item.subscription_id AND paid.plan_version_id = move.version_id
        ) AS has_moved,
        subscription.scheduled_price_id IS NOT DISTINCT FROM item.to_price_id AS is_coming
    ) AS seen
    WHERE version.plan_id = ${planId}::uuid
    GROUP BY move.id, version.version
    ORDER BY move.requested_at DESC
    LIMIT 20`;
}
