import type { FeatureKind, FeaturePeriod } from "@/lib/catalog/types";

export const featureKinds: Record<FeatureKind, string> = {
  limit: "Up to a number",
  switch: "On or off",
  set: "A choice of values",
};

export const featurePeriods: Record<FeaturePeriod, string> = {
  window: "Starts at 0 each month",
  standing: "In use at the same time",
};
