import type { Locator, Page } from "@playwright/test";
import { expect } from "./test";

const MOST_STOPS = 120;

/** Reaches a control with the Tab key alone, and fails at a stop whose focus cannot be seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    expect(await page.evaluate(hiddenFocus), "a stop without a visible focus").toBeNull();
  }
  throw new Error(`Not reached in ${MOST_STOPS} stops: ${target}`);
}

/** Reaches a button or a link with the Tab key and presses Enter. */
export async function pressByKeyboard(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** The focused element, when nothing shows that it has the focus. */
function hiddenFocus(): string | null {
  const element = document.activeElement;
  if (!element || element === document.body || element.tagName === "IFRAME") return null;
  // A link that covers its row draws the ring around the row.
  const isSeen = [null, "::after"].some((part) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element, part);
    return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  });
  return isSeen ? null : element.outerHTML.slice(0, 200);
}

/** The focus is in this part of the page, so that the keyboard and a screen reader go on from there. */
export async function expectFocusIn(place: Locator): Promise<void> {
  await expect.poll(() => place.evaluate((element) => element.contains(document.activeElement))).toBe(true);
}
