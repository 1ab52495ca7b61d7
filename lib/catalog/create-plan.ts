import type { z } from "zod";
import { type Actor, audit } from "@/lib/audit";
import { checkCard } from "@/lib/catalog/check-card";
import { insertPlanVersion } from "@/lib/catalog/plan-version";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { pushPlan } from "@/lib/catalog/push-plan";
import { type PlanInput, planInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";
import type { Services } from "@/lib/services";

type InvalidPlan = { ok: false; reason: "invalid"; error: z.ZodError };

export type SavedPlan =
  | { ok: true; planId: string; version: number; pushed: boolean }
  | InvalidPlan
  | { ok: false; reason: "key_taken" | "free_plan_exists" | "unknown_plan" }
  | { ok: false; reason: "key_is_fixed" | "kind_is_fixed" | "changed_meanwhile" };

/** Creates a plan with its first version and pushes it to Stripe. */
export async function createPlan(
  { database, stripe }: Services,
  actor: Actor,
  input: unknown,
  now: Date,
): Promise<SavedPlan> {
  const parsed = planInput.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const inserted = await database.transaction((db) => insertPlan(db, actor, parsed.data, now));
  if (!inserted.ok) return inserted;
  const { pushed } = await pushOrDefer(() => pushPlan(database.prisma, stripe, inserted.planId, now));
  return { ...inserted, pushed };
}

/** Inserts the plan and its first version, without pushing it to Stripe. */
export async function insertPlan(
  db: Db,
  actor: Actor,
  input: PlanInput,
  now: Date,
): Promise<
  { ok: true; planId: string; version: 1 } | InvalidPlan | { ok: false; reason: "key_taken" | "free_plan_exists" }
> {
  const error = await checkCard(db, input);
  if (error) return { ok: false, reason: "invalid", error };
  if (input.isFree && (await db.plan.findFirst({ where: { isFree: true, archivedAt: null } }))) {
    return { ok: false, reason: "free_plan_exists" };
  }
  // skipDuplicates, because catching a unique violation would leave the transaction aborted.
  const { count } = await db.plan.createMany({
    data: [{ key: input.key, isFree: input.isFree, sortOrder: input.sortOrder }],
    skipDuplicates: true,
  });
  if (count === 0) return { ok: false, reason: "key_taken" };
  const plan = await db.plan.findUniqueOrThrow({ where: { key: input.key } });
  await insertPlanVersion(db, plan.id, 1, input);
  await audit(db, actor, { action: "plan.created", targetType: "plan", targetId: plan.id, after: input }, now);
  return { ok: true, planId: plan.id, version: 1 };
}
