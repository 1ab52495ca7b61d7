import type { z } from "zod";
import { checkCard } from "@/lib/catalog/check-card";
import { editChanges, type FieldChange } from "@/lib/catalog/edit-changes";
import { isSameOffer, planInputOf } from "@/lib/catalog/plan-version";
import { type Audience, findPlan, planAudience } from "@/lib/catalog/queries";
import { planInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";

export type PlanEditPreview = {
  ok: true;
  changes: FieldChange[];
  /** The version on sale. Pass it to `editPlan`, which refuses the edit when another version is on sale by then. */
  version: number;
  /** The version that the edit creates; null when only its place in the list changes, or nothing. */
  nextVersion: number | null;
  /** How many prices are created in Stripe for it: a price sells one version, so also those with the same amount. */
  pricesCreated: number;
  /** How many prices on sale are archived in Stripe. Their subscribers keep them. */
  pricesArchived: number;
  audience: Audience;
};

export type PlanEditPreviewed =
  | PlanEditPreview
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "unknown_plan" | "key_is_fixed" | "kind_is_fixed" };

/** What `editPlan` would do with the same input: what changes, and for whom. Changes nothing. */
export async function previewPlanEdit(db: Db, edit: { planId: string; input: unknown }): Promise<PlanEditPreviewed> {
  const parsed = planInput.safeParse(edit.input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const current = await findPlan(db, edit.planId);
  if (!current) return { ok: false, reason: "unknown_plan" };
  const input = parsed.data;
  if (input.key !== current.key) return { ok: false, reason: "key_is_fixed" };
  if (input.isFree !== current.isFree) return { ok: false, reason: "kind_is_fixed" };
  const isNewVersion = !isSameOffer(current, input);
  const error = isNewVersion ? await checkCard(db, input) : null;
  if (error) return { ok: false, reason: "invalid", error };
  const prices = Object.values(input.prices).filter((amount) => amount !== null);
  return {
    ok: true,
    // A free plan has no price, and so no currency.
    changes: editChanges(planInputOf(current), input).filter(({ field }) => !(input.isFree && field === "currency")),
    version: current.version,
    nextVersion: isNewVersion ? current.version + 1 : null,
    pricesCreated: isNewVersion ? prices.length : 0,
    pricesArchived: isNewVersion ? current.prices.filter(({ stripePriceId }) => stripePriceId !== null).length : 0,
    audience: await planAudience(db, edit.planId),
  };
}
