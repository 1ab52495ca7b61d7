import { invalidFields, type Problem, problem } from "@/lib/api/http/problems";
import type { ArchivedMeter } from "@/lib/catalog/archive-meter";
import type { ArchivedPack } from "@/lib/catalog/archive-pack";
import type { ArchivedPlan } from "@/lib/catalog/archive-plan";
import type { SavedMeter } from "@/lib/catalog/create-meter";
import type { SavedPack } from "@/lib/catalog/create-pack";
import type { SavedPlan } from "@/lib/catalog/create-plan";

type Saved = SavedPlan | SavedPack | SavedMeter | ArchivedPlan | ArchivedPack | ArchivedMeter;

/** Why the catalogue was not changed, as a problem. */
export function catalogueProblem(refusal: Extract<Saved, { ok: false }>): Problem {
  switch (refusal.reason) {
    case "invalid":
      return invalidFields(
        refusal.error.issues.map(({ path, message }) => ({ field: path.join(".") || "body", message })),
      );
    case "unknown_plan":
    case "unknown_pack":
    case "unknown_meter":
      return problem("unknown_item");
    default:
      return problem(refusal.reason);
  }
}
