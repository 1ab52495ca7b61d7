import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");

// They are around every page, take the focus of it, or show while the next one loads.
const EVERYWHERE = ["TimeZoneProvider", "Toaster", "OfflineNotice", "AccountMark", "FocusedHeading", "LinkPending"];

test("the design page shows every primitive of components/ui", () => {
  const primitives = [...read("components/ui").matchAll(/export function ([A-Z]\w+)/g)].map(([, name = ""]) => name);
  const shown = read("components/design");
  const missing = primitives.filter((name) => !EVERYWHERE.includes(name) && !shown.includes(`<${name}`));
  expect(primitives.length).toBeGreaterThan(25);
  expect(missing).toEqual([]);
});
