import { expect, test } from "vitest";
import { isOn, limitableFeatures, limitFieldValues, readLimits } from "@/components/admin/catalogue/limit-fields";
import type { FeatureView, Limits } from "@/lib/catalog/types";

const feature = (key: string, more: Partial<FeatureView> = {}): FeatureView => ({
  ...{
    key,
    name: key,
    kind: "limit",
    unit: "",
    unitPlural: "",
    description: "",
    per: "window",
    sortOrder: 0,
    archivedAt: null,
  },
  ...more,
});
const features = [
  feature("workflows"),
  feature("api", { kind: "switch" }),
  feature("models", { kind: "set" }),
  feature("old", { archivedAt: new Date(0) }),
];

test("limits of every kind come back from their fields as they were, whatever the plan names", () => {
  const limits: Limits = { workflows: 1_000, seats: null, api: null, models: ["small", "large one"], old: 3, gone: 0 };
  expect(readLimits(limitFieldValues(limits), features)).toEqual({ limits, errors: {} });
});

test("an empty field is no limit, numbers may have separators, and what is no limit is refused at its field", () => {
  const values = { "limits.workflows": " 1,000 ", "limits.api": "", "limits.models": " ", "limits.old": "Unlimited" };
  expect(readLimits(values, features)).toEqual({ limits: { workflows: 1_000, old: null }, errors: {} });
  const wrong = readLimits({ "limits.workflows": "a few", "limits.api": "on" }, features);
  expect(wrong).toEqual({
    limits: { api: null },
    errors: { "limits.workflows": expect.stringContaining("Enter a whole number, or unlimited") },
  });
});

test("a form has a field for every feature on the list, and for others only when its plan limits them", () => {
  const keys = (values: object) => limitableFeatures(features, { ...values }).map(({ key }) => key);
  expect(keys({})).toEqual(["workflows", "api", "models"]);
  expect(keys({ "limits.old": "3", "limits.gone": "1" })).toEqual(["workflows", "api", "models", "old", "gone"]);
});

test("a switch is on with the value that its field posts and the one that is stored", () => {
  expect(["on", limitFieldValues({ api: null })["limits.api"], "", undefined].map(isOn)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
