import type { FeatureKind, FeaturePeriod } from "@/lib/catalog/types";

export const featureKinds: Record<FeatureKind, string> = {
  limit: "A number that is allowed",
  switch: "On or off",
  set: "Some of its values",
};

export const featurePeriods: Record<FeaturePeriod, string> = {
  window: "Counted anew each month",
  standing: "Counted as it stands",
};
