import { expect, test } from "vitest";
import { limitPromises, namedLimits, repeatedLimits, unnamedFeature } from "@/lib/catalog/promises";
import type { FeatureView } from "@/lib/catalog/types";
import { plural } from "@/lib/format/plural";

const feature = (key: string, name: string, more: Partial<FeatureView> = {}): FeatureView => ({
  ...unnamedFeature(key),
  name,
  ...more,
});
const features = [
  feature("workflows", "Workflows", { unit: "workflow", per: "standing" }),
  feature("executions", "Executions", { unit: "execution" }),
  feature("api", "API keys", { kind: "switch" }),
  feature("models", "Models", { kind: "set" }),
];
const promises = (limits: Parameters<typeof limitPromises>[0]["limits"], limitsPerUnit = false) =>
  limitPromises({ limits, limitsPerUnit }, features);

test("a card's limits are made from what is enforced, in the order of the features, with plurals", () => {
  const limits = { models: ["small", "large"], executions: 250, workflows: 1, api: null };
  expect(promises(limits)).toEqual(["1 workflow", "250 executions a month", "API keys", "Models: small, large"]);
  expect(promises({ workflows: null, executions: 1_000 })).toEqual(["Unlimited workflows", "1,000 executions a month"]);
});

test("a limit of nothing promises nothing, an unknown one is named by its key, and per unit is said", () => {
  expect(promises({ workflows: 0, api: 0, models: [] })).toEqual([]);
  expect(promises({ max_team_seats: 5 })).toEqual(["Max team seats: 5 a month"]);
  expect(promises({ workflows: 3, api: null }, true)).toEqual(["3 workflows per unit", "API keys"]);
});

test("a unit has its own plural, on cards and in comparisons", () => {
  const storage = [feature("storage", "Storage", { unit: "GB", unitPlural: "GB", per: "standing" })];
  const oxen = [feature("oxen", "Animals", { unit: "ox", unitPlural: "oxen", per: "standing" })];
  const sentence = (limit: number | null, of: FeatureView[]) =>
    limitPromises({ limits: { [of[0]?.key ?? ""]: limit }, limitsPerUnit: false }, of);
  expect([1, 3, null].flatMap((limit) => sentence(limit, storage))).toEqual(["1 GB", "3 GB", "Unlimited GB"]);
  expect([1, 3, null].flatMap((limit) => sentence(limit, oxen))).toEqual(["1 ox", "3 oxen", "Unlimited oxen"]);
  expect(namedLimits({ limits: { storage: 3 } }, storage)).toEqual([{ name: "Storage", text: "3 GB" }]);
});

test("a comparison has the same limits in words", () => {
  expect(namedLimits({ limits: { workflows: null, executions: 10, api: null, models: ["small"] } }, features)).toEqual([
    { name: "Workflows", text: "unlimited" },
    { name: "Executions a month", text: "10" },
    { name: "API keys", text: "yes" },
    { name: "Models", text: "small" },
  ]);
});

test("a sentence that names a number of something limited is found, and no other", () => {
  const found = [
    ...["5 workflows", "Unlimited executions", "Ten workflows", "No limit on executions", "Every model"],
    ...["1,000,000 credits a month", "All models"],
  ];
  const innocent = [
    ...["Workflows by drag and drop", "24 hours of support", "One-click executions", "API keys for all"],
    ...["Credits roll over", "All core features"],
  ];
  expect(repeatedLimits([...found, ...innocent], features)).toEqual(found);
});

test.each([
  ["workflow", "workflows"],
  ["query", "queries"],
  ["key", "keys"],
  ["box", "boxes"],
  ["branch", "branches"],
  ["analysis", "analyses"],
  ["person", "people"],
  ["Team person", "Team people"],
  ["day of history", "days of history"],
  ["GB", "GB"],
])("the plural of %s is %s", (one, many) => {
  expect(plural(one)).toBe(many);
});
