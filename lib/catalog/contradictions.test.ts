import { expect, test } from "vitest";
import { contradictions, contradictionText } from "@/lib/catalog/contradictions";
import { limitPromises, unnamedFeature } from "@/lib/catalog/promises";
import type { FeatureView } from "@/lib/catalog/types";

const feature = (key: string, name: string, more: Partial<FeatureView> = {}): FeatureView => ({
  ...unnamedFeature(key),
  name,
  ...more,
});
const features = [
  feature("workflows", "Workflows", { unit: "workflow", per: "standing" }),
  feature("executions", "Executions", { unit: "execution" }),
  feature("storage", "Storage", { unit: "GB", unitPlural: "GB", per: "standing" }),
  feature("api", "API keys", { kind: "switch" }),
  feature("models", "Models", { kind: "set" }),
];
const limits = { workflows: 3, executions: null, storage: 10, models: ["small", "large"] };
const found = (...sentences: string[]) =>
  contradictions({ sentences, limits, creditsPerMonth: 1_000 }, features).map(contradictionText);

test.each([
  ["5 workflows", 'Line 1, "5 workflows": the limit of Workflows is 3.'],
  ["Up to ten active workflows", 'Line 1, "Up to ten active workflows": the limit of Workflows is 3.'],
  ["Unlimited workflows", 'Line 1, "Unlimited workflows": the limit of Workflows is 3.'],
  ["No limit on workflows", 'Line 1, "No limit on workflows": the limit of Workflows is 3.'],
  ["1,000 executions", 'Line 1, "1,000 executions": the limit of Executions is unlimited.'],
  ["20 GB", 'Line 1, "20 GB": the limit of Storage is 10.'],
  ["Storage: 20", 'Line 1, "Storage: 20": the limit of Storage is 10.'],
  ["3 models", 'Line 1, "3 models": the limit of Models is 2.'],
  ["API keys", 'Line 1, "API keys": API keys is off.'],
  ["2,000 credits a month", 'Line 1, "2,000 credits a month": the plan has 1,000 credits a month.'],
])("the sentence %s is found, with the limit that it contradicts", (sentence, says) => {
  expect(found(sentence)).toEqual([says]);
});

test("a limit a month is not one a day, and a feature that the plan has not is not promised", () => {
  const card = (sentence: string, some: { executions?: number }) =>
    contradictions({ sentences: ["Support", sentence], limits: some, creditsPerMonth: 0 }, features).map(
      contradictionText,
    );
  expect(card("50 executions a month", { executions: 50 })).toEqual([]);
  expect(card("50 executions per day", { executions: 50 })).toEqual([
    'Line 2, "50 executions per day": the limit of Executions is a month\'s.',
  ]);
  expect(card("5 workflows", {})).toEqual(['Line 2, "5 workflows": the limit of Workflows is 0.']);
});

test("sentences without an amount of something limited are not found, nor are those made from the limits", () => {
  const innocent = [
    ...["Workflows by drag and drop", "24 hours of support", "One-click executions", "API keys for all"],
    ...[
      "Credits roll over",
      "3 workflows",
      "Buy 500 credits for $60",
      "Community support for 10 years of workflow design",
    ],
  ];
  expect(found(...innocent, ...limitPromises({ limits, limitsPerUnit: false }, features))).toEqual([]);
});
