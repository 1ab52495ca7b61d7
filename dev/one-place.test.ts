import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SUBSCRIPTION_STATUSES } from "@/lib/billing/subscription-status";

/** The sources of the app, without tests and what is generated. */
const sources = ["app", "components", "lib"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll("\\", "/"))
    .filter((file) => !/\.test\.tsx?$|\/testing\/|\/generated\/|^lib\/client\/schema\.ts$/.test(file)),
);

/** Where a pattern is written, other than in the files that are meant to. */
function writtenIn(pattern: RegExp, ...home: string[]): string[] {
  return sources
    .filter((file) => !home.includes(file))
    .flatMap((file) => (readFileSync(file, "utf8").match(pattern) ?? []).map((text) => `${file}: ${text}`));
}

test("which statuses of a subscription belong together is said in lib/billing/subscription-status.ts", () => {
  const home = "lib/billing/subscription-status.ts";
  const status = `["'](?:${SUBSCRIPTION_STATUSES.join("|")})["']`;
  expect(writtenIn(new RegExp(`[[(|]\\s*${status}\\s*[,|]\\s*${status}`, "g"), home)).toEqual([]);
  expect(
    writtenIn(new RegExp(`status [!=]== ${status} (?:&&|\\|\\|) [\\w.]*status [!=]== ${status}`, "g"), home),
  ).toEqual([]);
});

test("when a subscription will end is said in lib/billing/subscription-status.ts", () => {
  expect(writtenIn(/cancelAt \?\?.*/g, "lib/billing/subscription-status.ts")).toEqual([]);
});
