import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { engines } from "@/package.json";
import localStripe from "@/packages/local-stripe/package.json";
import sdk from "@/sdk/package.json";
import { isSupported } from "./install.mjs";

test.each([
  ...(["20.19.0", "20.20.2", "22.13.0", "22.23.5", "24.0.0", "25.1.0", "26.10.0"] as const).map(
    (v) => [v, true] as const,
  ),
  ...(["18.20.0", "20.18.3", "21.7.3", "22.12.0", "23.11.0"] as const).map((v) => [v, false] as const),
])("Node %s is supported: %s", (version, supported) => {
  expect(isSupported(version)).toBe(supported);
});

test("package.json, the local Stripe, the SDK, .nvmrc and the image name supported versions of Node", () => {
  expect(engines.node).toBe("^20.19.0 || ^22.13.0 || >=24.0.0");
  expect(localStripe.engines).toEqual(engines);
  expect(sdk.engines).toEqual(engines);
  expect(readFileSync(".nvmrc", "utf8").trim()).toMatch(/^2[024]$/);
  expect(readFileSync("Dockerfile", "utf8")).toMatch(/^ARG NODE=node:2[024]-/m);
});
