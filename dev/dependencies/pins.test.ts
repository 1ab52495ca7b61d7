import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "@/package.json";
import localStripe from "@/packages/local-stripe/package.json";
import renovate from "@/renovate.json";
import sdk from "@/sdk/package.json";

const pinned: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const installed = (name: string): string => packages[`node_modules/${name}`].version;

test("every dependency is pinned to one version", () => {
  const all = Object.entries({ ...pinned, ...localStripe.devDependencies, ...sdk.dependencies });
  expect(all.filter(([, version]) => !/^(npm:\w+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test("the app and the local Stripe use the same versions", () => {
  const others = Object.entries(localStripe.devDependencies).filter(([name, version]) => pinned[name] !== version);
  expect(others).toEqual([]);
});

test("Prisma's packages are of one version, with the schema engine that belongs to it", () => {
  const { prisma } = pinned;
  for (const name of ["@prisma/client", "@prisma/adapter-pg", "@prisma/driver-adapter-utils"]) {
    expect([name, pinned[name]]).toEqual([name, prisma]);
  }
  const engine = installed("@prisma/engines-version");
  const fix = `npm install --save-exact @prisma/schema-engine-wasm@${engine}`;
  expect(pinned["@prisma/schema-engine-wasm"] === engine ? "the same" : fix).toBe("the same");
});

test("types of Node are those of the oldest supported version", () => {
  const [, floor] = /^\^(\d+)/.exec(manifest.engines.node) ?? [];
  expect(pinned["@types/node"]?.split(".")[0]).toBe(floor);
});

type Rule = { matchPackageNames?: string[]; matchDepNames?: string[]; allowedVersions?: string };

test("every package that a rule of Renovate names is installed", () => {
  const named = (renovate.packageRules as Rule[]).flatMap((rule) => [
    ...(rule.matchPackageNames ?? []),
    ...(rule.matchDepNames ?? []),
  ]);
  expect(named.length).toBeGreaterThan(20);
  const matches = (pattern: string) =>
    Object.keys(pinned).some((name) =>
      pattern.endsWith("/**") ? name.startsWith(pattern.slice(0, -2)) : name === pattern,
    );
  expect(named.filter((pattern) => !matches(pattern))).toEqual([]);
});

test("no installed version is one that Renovate's rules refuse", () => {
  const limits = (renovate.packageRules as Rule[]).flatMap(({ allowedVersions = "", ...rule }) => {
    const [, major, minor = "0"] = /^<(\d+)(?:\.(\d+))?$/.exec(allowedVersions) ?? [];
    const names = [...(rule.matchPackageNames ?? []), ...(rule.matchDepNames ?? [])];
    return major ? names.map((name) => ({ name, limit: [Number(major), Number(minor)] as const })) : [];
  });
  expect(limits.length).toBeGreaterThanOrEqual(5);
  const refused = limits.filter(({ name, limit: [majorLimit, minorLimit] }) => {
    const [major = 0, minor = 0] = installed(name).split(".").map(Number);
    return major > majorLimit || (major === majorLimit && minor >= minorLimit);
  });
  expect(refused).toEqual([]);
});
