import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Entry = { link?: boolean; integrity?: string; resolved?: string };
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Entry> };

test("every installed package has a hash and names no registry", () => {
  // The root and its workspaces are in the clone itself.
  const entries = Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && !link);
  expect(entries.length).toBeGreaterThan(300);
  expect(entries.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? "")).map(([path]) => path)).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});
