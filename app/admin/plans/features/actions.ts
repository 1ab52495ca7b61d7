"use server";

import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { catalogueChanged } from "@/app/catalogue-changed";
import { Reader } from "@/components/admin/read-catalogue-form";
import { type FormState, fieldErrors, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { archiveFeature, restoreFeature } from "@/lib/catalog/archive-feature";
import { editFeature, type FeatureEdit } from "@/lib/catalog/edit-feature";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { storableText } from "@/lib/storable";

const PAGE = "/admin/plans/features";
const GONE = "This feature no longer exists. Reload the page.";

const CHANGED = "Somebody else edited it meanwhile, and nothing was saved. Reload the page to see it as it is now.";

const kindInUse = (plans: readonly string[]): string =>
  `Limits of this feature do not fit the new kind: ${plans.join(", ")}. Remove them from these plans and their subscribers first, or add another feature.`;

/** Creates a feature, or changes the one that the form was opened for. */
export async function saveFeature(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const read = new Reader(form);
  const { input, errors } = read.finish({
    ...read.texts("key", "name", "kind", "unit", "unitPlural", "description", "per"),
    sortOrder: read.count("sortOrder") ?? 0,
  });
  if (Object.keys(errors).length > 0) return refuse(form, null, errors);
  const edit: FeatureEdit =
    form.get("existing") === "yes"
      ? { what: "change", mark: String(form.get("mark") ?? ""), input }
      : { what: "create", input };
  const saved = await editFeature({ database: database() }, await adminActor(admin), edit, await now());
  if (!saved.ok) {
    if (saved.reason === "invalid") return refuse(form, null, fieldErrors(saved.error));
    if (saved.reason === "unknown_feature") return refuse(form, GONE);
    if (saved.reason === "changed_meanwhile") return refuse(form, CHANGED);
    if (saved.reason === "kind_in_use") return refuse(form, null, { kind: kindInUse(saved.plans) });
    return refuse(form, null, { key: "This key is already in use. Choose another." });
  }
  catalogueChanged();
  redirect(`${PAGE}?saved=${encodeURIComponent(read.text("name"))}` as Route);
}

/** Takes a feature off the list, or puts it back. */
export async function setFeatureArchived(key: unknown, archived: unknown): Promise<{ ok: boolean; sentence: string }> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, PAGE);
  const item = z.object({ key: storableText.min(1).max(100), archived: z.boolean() }).safeParse({ key, archived });
  if (!item.success) return { ok: false, sentence: GONE };
  const [services, actor, at] = [{ database: database() }, await adminActor(admin), await now()];
  const result = item.data.archived
    ? await archiveFeature(services, actor, item.data.key, at)
    : await restoreFeature(services, actor, item.data.key, at);
  revalidatePath(PAGE);
  catalogueChanged();
  if (!result.ok) return { ok: false, sentence: GONE };
  if (!("done" in result)) return { ok: true, sentence: "It is on the list again." };
  return {
    ok: true,
    sentence:
      result.done === "deleted"
        ? "It is deleted: no plan ever limited it."
        : "It is archived. Plans that limit it still do.",
  };
}
