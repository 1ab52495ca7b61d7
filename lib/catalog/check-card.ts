import { z } from "zod";
import { checkLimits } from "@/lib/catalog/check-limits";
import { contradictions, contradictionText } from "@/lib/catalog/contradictions";
import { listAllFeatures } from "@/lib/catalog/features";
import type { PlanInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";

/**
 * What is wrong with what a new version promises, by field; null when nothing is. Its limits have to name features, and no sentence of
 * its card may state another amount than is enforced.
 */
export async function checkCard(
  db: Db,
  { features: sentences, limits, creditsPerMonth }: Pick<PlanInput, "features" | "limits" | "creditsPerMonth">,
): Promise<z.ZodError | null> {
  if (sentences.length === 0 && Object.keys(limits).length === 0) return null;
  const features = await listAllFeatures(db);
  const wrong = contradictions({ sentences, limits, creditsPerMonth }, features).map((found) => ({
    code: "custom" as const,
    path: ["features"],
    message: `${contradictionText(found)} Remove the line: the card states limits and credits by itself.`,
    input: sentences,
  }));
  const issues = [...checkLimits(limits, features), ...wrong];
  return issues.length > 0 ? new z.ZodError(issues) : null;
}
