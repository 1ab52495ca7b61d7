import { z } from "zod";
import { listAllFeatures } from "@/lib/catalog/features";
import type { FeatureView, Limit, Limits } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";

/**
 * What is wrong with the limits of a new version, by `limits.<feature>`; null when nothing is. Each has to name a feature of
 * the list that is not archived, with a value of its kind: what nobody defined is not enforced as anyone expects.
 */
export async function checkLimits(db: Db, limits: Limits): Promise<z.ZodError | null> {
  if (Object.keys(limits).length === 0) return null;
  const features = new Map((await listAllFeatures(db)).map((feature) => [feature.key, feature]));
  const issues = Object.entries(limits).flatMap(([key, limit]) => {
    const message = limitProblem(key, limit, features.get(key));
    return message ? [{ code: "custom" as const, path: ["limits", key], message, input: limit }] : [];
  });
  return issues.length > 0 ? new z.ZodError(issues) : null;
}

function limitProblem(key: string, limit: Limit, feature: FeatureView | undefined): string | null {
  if (!feature) return `There is no feature with the key ${key}. Add it to the list of features first.`;
  const { name, kind, archivedAt } = feature;
  if (archivedAt) return `${name} is archived. Remove its limit, or restore the feature.`;
  if (kind === "set") return Array.isArray(limit) ? null : `${name} takes a list of values.`;
  if (Array.isArray(limit))
    return kind === "switch" ? isSwitch(name) : `${name} takes a whole number, or null for unlimited.`;
  return kind === "switch" && limit !== null ? isSwitch(name) : null;
}

const isSwitch = (name: string): string => `${name} is on or off: null for on, and left out for off.`;
