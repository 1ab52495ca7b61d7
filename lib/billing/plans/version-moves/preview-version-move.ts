import { previewed } from "@/lib/billing/plans/version-moves/moved-terms";
import type { LeftBecause, MovedGroup } from "@/lib/billing/plans/version-moves/types";
import type { Db, Sql } from "@/lib/db";

/** What a move of the subscribers of older versions to the version on sale would do. */
export type VersionMovePreview = {
  versionId: string;
  version: number;
  /** Those who would move, by what they pay now. */
  groups: MovedGroup[];
  subscribers: number;
  /** Those who would be left alone. */
  left: { because: LeftBecause; subscribers: number }[];
};

/** Previews `startVersionMove` for a plan; null when nobody is on an older version. Changes nothing. */
export async function previewVersionMove(
  { prisma: db, sql }: { prisma: Db; sql: Sql },
  planId: string,
): Promise<VersionMovePreview | null> {
  const target = await currentVersion(db, planId);
  if (!target) return null;
  const counted = await sql<Counted>`
    SELECT from_price AS "fromPriceId", to_price AS "toPriceId", left_because AS "leftBecause", count(*)::int AS subscribers
    FROM version_move_candidates(${target.id}::uuid)
    GROUP BY from_price, to_price, left_because
    ORDER BY count(*) DESC, from_price`;
  if (counted.length === 0) return null;
  const moving = counted.filter(({ leftBecause }) => leftBecause === null);
  const left = new Map<LeftBecause, number>();
  for (const { leftBecause: because, subscribers } of counted) {
    if (because) left.set(because, (left.get(because) ?? 0) + subscribers);
  }
  return {
    versionId: target.id,
    version: target.version,
    groups: await previewed(db, moving),
    subscribers: moving.reduce((sum, { subscribers }) => sum + subscribers, 0),
    left: [...left].map(([because, subscribers]) => ({ because, subscribers })),
  };
}

type Counted = {
  fromPriceId: string;
  toPriceId: string | null;
  leftBecause: LeftBecause | null;
  subscribers: number;
};

/** The version of a paid plan that is on sale. */
async function currentVersion(db: Db, planId: string): Promise<{ id: string; version: number } | null> {
  const plan = await db.plan.findUnique({ where: { id: planId } });
  if (!plan || plan.isFree) return null;
  return db.planVersion.findUnique({ where: { planId_version: { planId, version: plan.currentVersion } } });
}
