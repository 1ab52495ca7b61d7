import type { FeatureView } from "@/lib/catalog/types";

/** What an edit of a feature was made from, as a text: it differs once somebody else has edited the feature. */
export function featureMark({ name, kind, unit, unitPlural, description, per, sortOrder }: FeatureView): string {
  return JSON.stringify([name, kind, unit, unitPlural, description, per, sortOrder]);
}
