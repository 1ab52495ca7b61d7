import type { FeatureView, Limit, Limits } from "@/lib/catalog/types";

/**
 * What is wrong with the limits of a new version, by `limits.<feature>`. Each has to name a feature of
 * the list that is not archived, with a value of its kind: what nobody defined is not enforced as anyone expects.
 */
export function checkLimits(limits: Limits, features: readonly FeatureView[]) {
  const known = new Map(features.map((feature) => [feature.key, feature]));
  return Object.entries(limits).flatMap(([key, limit]) => {
    const message = limitProblem(key, limit, known.get(key));
    return message ? [{ code: "custom" as const, path: ["limits", key], message, input: limit }] : [];
  });
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
