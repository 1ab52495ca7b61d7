import type { Page } from "@playwright/test";
import { onPlan, spendInPlayground } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

// What people set in their browser or their system: contrast themes, less motion, larger pages.

const PATHS = [
  "/dashboard",
  "/credits",
  "/usage",
  "/billing",
  "/pricing",
  "/settings",
  "/playground",
  "/calculator",
  "/docs",
];

/** A subscriber with some usage, whose pages have bars, levels and charts. */
async function livedIn(page: Page): Promise<void> {
  await newPerson(page);
  await onPlan(page, "Starter");
  await spendInPlayground(page, 3_000);
}

test("in a contrast theme nothing that is only drawn vanishes, and every control shows its focus and its state", {
  tag: "@full",
}, async ({ page }) => {
  test.setTimeout(120_000);
  await livedIn(page);
  for (const path of [...PATHS, "/"]) {
    await page.emulateMedia({ forcedColors: "none" });
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const drawn = await page.evaluate(markDrawn);
    await page.emulateMedia({ forcedColors: "active" });
    expect(await page.evaluate(vanished), `drawn on ${path}, and not in a contrast theme`).toEqual([]);
    if (path === "/dashboard") expect(drawn).toBeGreaterThan(10);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(unseenFocus), `controls of ${path} whose focus cannot be seen`).toEqual([]);
  }
  await page.goto("/settings");
  const toggle = page.getByRole("switch", { name: "Refills" });
  const look = () =>
    toggle.evaluate((element) => {
      const thumb = element.firstElementChild ?? element;
      return [getComputedStyle(element).backgroundColor, thumb.getBoundingClientRect().left].join(" ");
    });
  const before = await look();
  await toggle.click();
  await expect.poll(look).not.toBe(before);
});

test("with reduced motion nothing moves on, and everything is there", { tag: "@full" }, async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await livedIn(page);
  for (const path of [...PATHS, "/"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect.poll(() => page.evaluate(moving), `moves on ${path}`).toEqual([]);
  }
});

for (const [name, viewport, deviceScaleFactor] of [
  ["at 200 %", { width: 720, height: 450 }, 2],
  ["at 320 px", { width: 320, height: 640 }, 2],
] as const) {
  test.describe(name, { tag: "@full" }, () => {
    test.use({ viewport, deviceScaleFactor });

    test("nothing scrolls sideways, and no control is covered", async ({ page }) => {
      test.setTimeout(120_000);
      await livedIn(page);
      for (const path of [...PATHS, "/"]) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        const wider = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await expect.poll(wider, `${path} is wider than the window`).toBeLessThanOrEqual(0);
        expect(await page.evaluate(covered), `covered on ${path}`).toEqual([]);
      }
    });
  });
}

/** Marks what is only drawn: a box without text whose background differs from what is behind it. Returns how many. */
function markDrawn(): number {
  const isClear = (color: string) => /^(transparent|rgba\(.*, 0\))$/.test(color);
  const behind = (element: Element): string => {
    for (let one = element.parentElement; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if (!isClear(color)) return color;
    }
    return "";
  };
  let found = 0;
  for (const element of document.querySelectorAll("main *, header *")) {
    if (element.closest("svg") || element.textContent !== "" || !element.checkVisibility()) continue;
    const { width, height } = element.getBoundingClientRect();
    const { backgroundColor, backgroundImage, position } = getComputedStyle(element);
    // Tints under a pointer and screens over a dialog say nothing.
    if (width < 2 || height < 2 || position === "fixed") continue;
    const isTinted = !isClear(backgroundColor) && backgroundColor !== behind(element);
    if (!isTinted && backgroundImage === "none") continue;
    element.setAttribute("data-drawn", "");
    found += 1;
  }
  return found;
}

/** What was marked and differs from what is behind it neither by its background nor by an edge. */
function vanished(): string[] {
  const isClear = (color: string) => /^(transparent|rgba\(.*, 0\))$/.test(color);
  const behind = (element: Element): string => {
    for (let one = element.parentElement; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if (!isClear(color)) return color;
    }
    return "";
  };
  const isSeen = (element: Element): boolean => {
    const { backgroundColor, backgroundImage, borderTopWidth, outlineStyle } = getComputedStyle(element);
    const isFilled = !isClear(backgroundColor) && backgroundColor !== behind(element);
    return isFilled || backgroundImage !== "none" || Number.parseFloat(borderTopWidth) > 0 || outlineStyle !== "none";
  };
  return [...document.querySelectorAll("[data-drawn]")]
    .filter((element) => element.checkVisibility() && !isSeen(element))
    .map((element) => element.outerHTML.slice(0, 160));
}

/** Controls that look the same with the focus. */
function unseenFocus(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    "a[href], button, input:not([type=hidden]), select, textarea",
  );
  return [...controls].flatMap((control) => {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.closest("[aria-hidden=true], [inert]"))
      return [];
    control.focus({ preventScroll: true });
    if (document.activeElement !== control) return [];
    const isSeen = [null, "::after"].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(control, part);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
    });
    return isSeen ? [] : [control.outerHTML.slice(0, 160)];
  });
}

/** Animations that are still running. */
function moving(): string[] {
  return document.getAnimations().flatMap((one) => {
    const effect = one.effect as KeyframeEffect | null;
    return one.playState === "running" ? [effect?.target?.outerHTML.slice(0, 160) ?? "?"] : [];
  });
}

/** Controls that something else lies on, after scrolling to them. */
function covered(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    "a[href], button, input:not([type=hidden]), select, textarea, summary",
  );
  return [...controls].flatMap((control) => {
    const isShown = control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!isShown || control.closest("[aria-hidden=true], [inert], .sr-only")) return [];
    control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const [box] = control.getClientRects();
    if (!box || box.width < 2 || box.height < 2) return [];
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const isFree =
      hit !== null && (control.contains(hit) || hit.contains(control) || hit.closest("label")?.contains(control));
    return isFree ? [] : [`${control.outerHTML.slice(0, 120)} by ${hit?.outerHTML.slice(0, 120)}`];
  });
}
