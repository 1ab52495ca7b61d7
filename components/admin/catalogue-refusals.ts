import type { ArchivedPack } from "@/lib/catalog/archive-pack";
import type { ArchivedPlan } from "@/lib/catalog/archive-plan";
import type { SavedPack } from "@/lib/catalog/create-pack";
import type { SavedPlan } from "@/lib/catalog/create-plan";

type Reason<Result> =
  Extract<Result, { ok: false }> extends infer Refusal
    ? Refusal extends { reason: infer Name extends string }
      ? Name
      : never
    : never;

type SavingReason = Exclude<Reason<SavedPlan> | Reason<SavedPack>, "invalid">;
type ArchivalReason = Reason<ArchivedPlan> | Reason<ArchivedPack> | "unknown";

/** Why a plan or pack was not saved. */
export function savingSentence(reason: SavingReason): string {
  return saving[reason];
}

/** Why a plan or pack was not archived or restored. */
export function archivalSentence(reason: ArchivalReason): string {
  return archival[reason];
}

const saving: Record<SavingReason, string> = {
  key_taken: "This key is already in use. Choose another.",
  free_plan_exists: "There is already a free plan, and there can only be one: everyone without a paid plan is on it.",
  unknown_plan: "This plan no longer exists. Go back to the list.",
  unknown_pack: "This pack no longer exists. Go back to the list.",
  key_is_fixed: "The key cannot be changed once it is in use.",
  changed_meanwhile: "It was edited meanwhile, and nothing was saved. Review the changes again.",
  kind_is_fixed: "A paid plan cannot become free, and a free plan cannot become paid. Create another plan.",
};

const archival: Record<ArchivalReason, string> = {
  unknown: "This is not in the catalogue. Reload the page.",
  unknown_plan: "This plan no longer exists. Reload the page.",
  unknown_pack: "This pack no longer exists. Reload the page.",
  changed_meanwhile: "It was edited meanwhile, and nothing was done. Reload the page to see what is on sale now.",
  free_plan_exists: "Another free plan is on sale. Archive it first.",
};
