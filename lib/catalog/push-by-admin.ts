import { type Actor, audit } from "@/lib/audit";
import { mendCatalogue } from "@/lib/catalog/mend-catalogue";
import type { PushScope } from "@/lib/catalog/preview-push";
import { pushPack } from "@/lib/catalog/push-pack";
import { type Pushed, pushPlan } from "@/lib/catalog/push-plan";
import { newPushRecord } from "@/lib/catalog/push-record";
import type { Services } from "@/lib/services";

/**
 * Pushes one plan or pack to Stripe, or mends everything on sale, by an admin. The audit log records what was created,
 * updated, archived and forgotten, also of a push that failed half-way. Throws when Stripe cannot be reached.
 */
export async function pushByAdmin(
  { database, stripe }: Pick<Services, "database" | "stripe">,
  actor: Actor,
  scope: PushScope,
  now: Date,
): Promise<Pushed> {
  const db = database.prisma;
  const record = newPushRecord();
  let complete = false;
  try {
    const pushed =
      scope === "all"
        ? await mendCatalogue(db, stripe, now, record)
        : scope.kind === "plan"
          ? await pushPlan(db, stripe, scope.id, now, "update", record)
          : await pushPack(db, stripe, scope.id, "update", record);
    complete = true;
    return pushed;
  } finally {
    const { pricesArchived, pricesForgotten } = record;
    const target =
      scope === "all" ? { targetType: "catalogue", targetId: "all" } : { targetType: scope.kind, targetId: scope.id };
    const change = { before: { prices: [...pricesArchived, ...pricesForgotten] }, after: { ...record, complete } };
    await audit(db, actor, { action: "catalogue.pushed", ...target, ...change }, now);
  }
}
