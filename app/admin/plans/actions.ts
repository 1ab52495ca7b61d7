"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { catalogueChanged } from "@/app/catalogue-changed";
import { type EditState, show, wasShown } from "@/components/admin/catalogue/edit-state";
import type { ItemOutcome } from "@/components/admin/catalogue-actions";
import { archivalSentence, savingSentence } from "@/components/admin/catalogue-refusals";
import { type ReadForm, readPackForm, readPlanForm } from "@/components/admin/read-catalogue-form";
import { fieldErrors, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { archivePack, restorePack } from "@/lib/catalog/archive-pack";
import { archivePlan, restorePlan } from "@/lib/catalog/archive-plan";
import { createPack, type SavedPack } from "@/lib/catalog/create-pack";
import { createPlan, type SavedPlan } from "@/lib/catalog/create-plan";
import { editPack } from "@/lib/catalog/edit-pack";
import { editPlan } from "@/lib/catalog/edit-plan";
import { listAllFeatures } from "@/lib/catalog/features";
import { type PackEditPreview, type PackEditPreviewed, previewPackEdit } from "@/lib/catalog/preview-pack-edit";
import { type PlanEditPreview, type PlanEditPreviewed, previewPlanEdit } from "@/lib/catalog/preview-plan-edit";
import { pushByAdmin } from "@/lib/catalog/push-by-admin";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { packInput, planInput } from "@/lib/catalog/schemas";
import { now } from "@/lib/clock";
import { services } from "@/lib/services";

/**
 * Creates a plan. Of the plan whose id the form carries, it shows what an edit changes and, when that was shown, saves it;
 * what has changed since is shown again first.
 */
export async function savePlan(
  before: EditState<PlanEditPreview>,
  form: FormData,
): Promise<EditState<PlanEditPreview>> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return { ...refuseUnconfirmed(form), preview: before.preview };
  const read = readPlanForm(form, await listAllFeatures(services().database.prisma));
  const errors = complaints(read, planInput);
  if (errors) return say(form, null, errors);
  const planId = z.uuid().safeParse(form.get("id"));
  const [all, actor, at] = [services(), await adminActor(admin), await now()];
  if (!planId.success) return settle(form, await createPlan(all, actor, read.input, at));
  const edit = { planId: planId.data, input: read.input };
  const preview = await previewPlanEdit(all.database.prisma, edit);
  if (!preview.ok) return settle(form, preview);
  if (!wasShown(before.preview, preview)) return show(form, before.preview, preview);
  const saved = await editPlan(all, actor, { ...edit, version: preview.version }, at);
  return settle(form, saved);
}

/** Creates a pack; of the pack whose id the form carries, it shows what an edit changes and then saves it, as savePlan. */
export async function savePack(
  before: EditState<PackEditPreview>,
  form: FormData,
): Promise<EditState<PackEditPreview>> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return { ...refuseUnconfirmed(form), preview: before.preview };
  const read = readPackForm(form);
  const errors = complaints(read, packInput);
  if (errors) return say(form, null, errors);
  const packId = z.uuid().safeParse(form.get("id"));
  const [all, actor, at] = [services(), await adminActor(admin), await now()];
  if (!packId.success) return settle(form, await createPack(all, actor, read.input, at));
  const edit = { packId: packId.data, input: read.input };
  const preview = await previewPackEdit(all.database.prisma, edit);
  if (!preview.ok) return settle(form, preview);
  if (!wasShown(before.preview, preview)) return show(form, before.preview, preview);
  return settle(form, await editPack(all, actor, { ...edit, version: preview.version }, at));
}

const kindSchema = z.enum(["plan", "pack"]);
const archivalSchema = z.object({
  kind: kindSchema,
  shown: z.object({ id: z.uuid(), version: z.int() }),
  archived: z.boolean(),
});

/** Archives a plan or pack, or restores it. */
export async function setArchived(kind: unknown, shown: unknown, archived: unknown): Promise<ItemOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, "/admin/plans");
  const item = archivalSchema.safeParse({ kind, shown, archived });
  if (!item.success) return { ok: false, sentence: archivalSentence("unknown") };
  const change = verbs[item.data.kind][item.data.archived ? "archive" : "restore"];
  const result = await change(services(), await adminActor(admin), item.data.shown, await now());
  catalogueChanged();
  if (!result.ok) return { ok: false, sentence: archivalSentence(result.reason) };
  const done = item.data.archived ? "It is no longer sold." : "It is on sale again.";
  return {
    ok: true,
    sentence: result.pushed ? done : `${done} Stripe was not updated. Push it again later; the log has the reason.`,
  };
}

/** Pushes the catalogue in the database to Stripe. */
export async function pushItem(kind: unknown, id: unknown): Promise<ItemOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, "/admin/plans");
  const item = z.object({ kind: kindSchema, id: z.uuid() }).safeParse({ kind, id });
  if (!item.success) return { ok: false, sentence: archivalSentence("unknown") };
  const [actor, at] = [await adminActor(admin), await now()];
  const { pushed } = await pushOrDefer(() => pushByAdmin(services(), actor, item.data, at));
  catalogueChanged();
  return pushed
    ? { ok: true, sentence: "Stripe is up to date." }
    : {
        ok: false,
        sentence:
          "Stripe could not be reached or refused the change. Nothing changed; the log has the reason. Try again in a moment.",
      };
}

const verbs = {
  plan: { archive: archivePlan, restore: restorePlan },
  pack: { archive: archivePack, restore: restorePack },
};

/** Every error of a form at once: values that could not be parsed and values the catalogue refuses. */
function complaints({ input, errors }: ReadForm, schema: z.ZodType): Record<string, string> | null {
  const parsed = schema.safeParse(input);
  const all = { ...(parsed.success ? {} : fieldErrors(parsed.error)), ...errors };
  return Object.keys(all).length > 0 ? all : null;
}

function settle(
  form: FormData,
  saved: SavedPlan | SavedPack | Extract<PlanEditPreviewed | PackEditPreviewed, { ok: false }>,
): EditState<never> {
  if (!saved.ok) {
    if (saved.reason === "invalid") return say(form, null, fieldErrors(saved.error));
    return say(form, savingSentence(saved.reason));
  }
  catalogueChanged();
  const query = new URLSearchParams({ saved: String(form.get("name")), pushed: saved.pushed ? "yes" : "no" });
  if ("planId" in saved) query.set("plan", saved.planId);
  redirect(`/admin/plans?${query}` as Route);
}

function say(form: FormData, message: string | null, errors: Record<string, string> = {}): EditState<never> {
  return { ...refuse(form, message, errors), preview: null };
}
