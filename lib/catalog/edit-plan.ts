import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { type Actor, audit } from "@/lib/audit";
import { checkCard } from "@/lib/catalog/check-card";
import type { SavedPlan } from "@/lib/catalog/create-plan";
import { enqueuePlanLimits } from "@/lib/catalog/enqueue-plan-limits";
import { insertPlanVersion, isSameOffer, planInputOf } from "@/lib/catalog/plan-version";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { pushPlan } from "@/lib/catalog/push-plan";
import { findPlan } from "@/lib/catalog/queries";
import { type PlanInput, planInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";
import type { Services } from "@/lib/services";

/** `version` is the one that the edit was made from, if it matters that nobody edited the plan since. */
export type PlanEdit = { planId: string; version?: number; input: unknown };

/**
 * Edits a plan. New subscribers get the next version; existing ones keep the version they bought, and no balance
 * changes. An edit that changes nothing creates no version.
 */
export async function editPlan(
  { database, stripe }: Services,
  actor: Actor,
  edit: PlanEdit,
  now: Date,
): Promise<SavedPlan> {
  const parsed = planInput.safeParse(edit.input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const updated = await database.transaction((db) => updatePlan(db, actor, { ...edit, input: parsed.data }, now));
  if (!updated.ok) return updated;
  const { pushed } = await pushOrDefer(() => pushPlan(database.prisma, stripe, edit.planId, now));
  return { ...updated, pushed };
}

type Updated =
  | { ok: true; planId: string; version: number; changed: boolean }
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "unknown_plan" | "key_is_fixed" | "kind_is_fixed" | "changed_meanwhile" };

/** Inserts the next version if the offer changed. The position in the list is updated in place. */
export async function updatePlan(
  db: Db,
  actor: Actor,
  { planId, version: basis, input }: PlanEdit & { input: PlanInput },
  now: Date,
): Promise<Updated> {
  // Concurrent edits are serialized, so that versions stay consecutive.
  await db.$queryRaw`SELECT id FROM plan WHERE id = ${planId}::uuid FOR UPDATE`;
  const current = await findPlan(db, planId);
  if (!current) return { ok: false, reason: "unknown_plan" };
  if (basis !== undefined && basis !== current.version) return { ok: false, reason: "changed_meanwhile" };
  if (input.key !== current.key) return { ok: false, reason: "key_is_fixed" };
  if (input.isFree !== current.isFree) return { ok: false, reason: "kind_is_fixed" };

  const changed = !isSameOffer(current, input);
  const error = changed ? await checkCard(db, input) : null;
  if (error) return { ok: false, reason: "invalid", error };
  const version = changed ? current.version + 1 : current.version;
  if (!changed && input.sortOrder === current.sortOrder) return { ok: true, planId, version, changed };
  if (changed) await insertPlanVersion(db, planId, version, input);
  await db.plan.update({ where: { id: planId }, data: { currentVersion: version, sortOrder: input.sortOrder } });
  if (input.isFree && !isDeepStrictEqual(current.spendLimits, input.spendLimits)) await enqueuePlanLimits(db, null);
  const before = planInputOf(current);
  await audit(db, actor, { action: "plan.edited", targetType: "plan", targetId: planId, before, after: input }, now);
  return { ok: true, planId, version, changed };
}
