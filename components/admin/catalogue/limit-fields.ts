import { unnamedFeature } from "@/lib/catalog/promises";
import type { FeatureView, Limit, Limits } from "@/lib/catalog/types";
import { wholeNumber } from "@/lib/format/whole-number";

const PREFIX = "limits.";

/** The name of the field of a feature's limit. */
export function limitField({ key }: Pick<FeatureView, "key">): string {
  return `${PREFIX}${key}`;
}

/**
 * The features that a plan's form has fields for: those of the list that are not archived, and those that the plan limits
 * already, so that nothing it has is lost unseen.
 */
export function limitableFeatures(features: readonly FeatureView[], values: Record<string, unknown>): FeatureView[] {
  const own = new Set(namedIn(values).map((name) => name.slice(PREFIX.length)));
  const listed = features.filter(({ key, archivedAt }) => archivedAt === null || own.has(key));
  for (const { key } of features) own.delete(key);
  return [...listed, ...[...own].sort().map(unnamedFeature)];
}

/** A plan's limits as the values of their fields. */
export function limitFieldValues(limits: Limits): Record<string, string> {
  return Object.fromEntries(Object.entries(limits).map(([key, limit]) => [limitField({ key }), fieldText(limit)]));
}

/** Whether the value of a switch's field is on: a switch that is on is stored as an unlimited limit. */
export function isOn(value: string | undefined): boolean {
  return value === "on" || value === UNLIMITED;
}

/** The limits that a form states by now, and what could not be read, by field. */
export function readLimits(
  values: Record<string, unknown>,
  features: readonly FeatureView[],
): { limits: Limits; errors: Record<string, string> } {
  const limits: Limits = {};
  const errors: Record<string, string> = {};
  for (const name of namedIn(values)) {
    const key = name.slice(PREFIX.length);
    const feature = features.find((one) => one.key === key) ?? unnamedFeature(key);
    const limit = readLimit(String(values[name]).trim(), feature);
    if (limit === "unreadable") errors[name] = "Enter a whole number, or unlimited.";
    else limits[key] = limit;
  }
  return { limits, errors };
}

function readLimit(text: string, { kind }: FeatureView): Limit | "unreadable" {
  if (kind === "set") return listOf(text);
  if (kind === "switch" || text.toLowerCase() === UNLIMITED) return null;
  const digits = wholeNumber(text);
  return digits !== null && digits.length <= MOST_DIGITS ? Number(digits) : "unreadable";
}

const UNLIMITED = "unlimited";
const MOST_DIGITS = 15;

function fieldText(limit: Limit): string {
  return Array.isArray(limit) ? limit.join(", ") : String(limit ?? UNLIMITED);
}

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((value) => value.trim())
    .filter(Boolean);

/** The fields of limits that are not empty. */
function namedIn(values: Record<string, unknown>): string[] {
  return Object.keys(values).filter((name) => name.startsWith(PREFIX) && String(values[name]).trim() !== "");
}
