import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./test";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Nothing on the page as it stands keeps somebody out, and nothing has to be scrolled sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  // The title of a page that was reached by an action comes a moment after the page.
  await expect(page).toHaveTitle(/\S/);
  await page.evaluate(untilStill);
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: RULES, resultTypes: ["violations"] })
    // Looks into no frames, and takes a third of the time. The only frame is a mail, in which no script may run.
    .setLegacyMode()
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
  ).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "wider than the window").toBeLessThanOrEqual(0);
}

/** What fades in is seen through until it is there; what moves for ever is not waited for. */
function untilStill(): Promise<unknown> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  return Promise.all(ending.map((one) => one.finished.catch(() => null)));
}
