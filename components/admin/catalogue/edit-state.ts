import { type FormState, freshForm, refuse } from "@/components/ui/form-state";
import type { FieldChange } from "@/lib/catalog/edit-changes";
import type { PackEditPreview } from "@/lib/catalog/preview-pack-edit";
import type { PlanEditPreview } from "@/lib/catalog/preview-plan-edit";

/** The state of a form that shows what an edit would do before it is saved. */
export type EditState<Preview> = FormState & { preview: Preview | null };
export type EditAction<Preview> = (before: EditState<Preview>, form: FormData) => Promise<EditState<Preview>>;

export type PlanFormAction = EditAction<PlanEditPreview>;
export type PackFormAction = EditAction<PackEditPreview>;

export const freshEdit = { ...freshForm, preview: null };

/** What has to be the same between what was shown and what is saved. The number of subscribers may change meanwhile. */
type Shown = { version: number; changes: readonly FieldChange[] };

/** Whether the form shows exactly this edit, and there is something to save. */
export function wasShown(shown: Shown | null, preview: Shown): boolean {
  const essence = (one: Shown | null) => JSON.stringify(one && [one.version, one.changes]);
  return preview.changes.length > 0 && essence(shown) === essence(preview);
}

/** The form with the preview, and a sentence when somebody else has edited the item since the last one, or since it was opened. */
export function show<Preview extends Shown>(
  form: FormData,
  shown: Preview | null,
  preview: Preview,
): EditState<Preview> {
  const seen = shown?.version ?? Number(form.get("version") ?? preview.version);
  const isOlder = seen !== preview.version;
  const sentence = `Version ${preview.version} was saved meanwhile. This is what your edit changes of it.`;
  return { ...refuse(form, isOlder ? sentence : null), preview };
}
