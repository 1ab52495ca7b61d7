import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./test";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** The page has no accessibility violations, outside of what `without` selects, and no horizontal scrolling. */
export async function expectAccessible(page: Page, { without }: { without?: string } = {}): Promise<void> {
  // After a navigation by an action, the title is set a moment after the page.
  await expect(page).toHaveTitle(/\S/);
  await page.evaluate(untilStill);
  const builder = new AxeBuilder({ page });
  if (without) builder.exclude(without);
  const { violations } = await builder
    .options({ runOnly: RULES, resultTypes: ["violations"] })
    // Skips frames, which takes a third of the time. The only frame is an email, in which scripts cannot run.
    .setLegacyMode()
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
  ).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "wider than the window").toBeLessThanOrEqual(0);
}

/** Waits for fade-ins to finish, but not for endless animations. */
function untilStill(): Promise<unknown> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  return Promise.all(ending.map((one) => one.finished.catch(() => null)));
}
