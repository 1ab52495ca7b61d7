import type { Page } from "@playwright/test";
import { GUIDE_SLUGS } from "../components/docs/guides/slugs";
import { isDailyRun, isFullRun } from "../dev/testing/budget";
import { database } from "../lib/db";
import { expectAccessible } from "./support/accessible";
import { onPlan, spendInPlayground } from "./support/checkout";
import { signUp } from "./support/people";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

// By far the longest page. All sections of a chapter have the same structure: two of each are checked, and all of them once
// in a full run.
const REFERENCE = "/docs/api";
const REPEATED = "main section > section:nth-of-type(n + 3)";

/** The pages that nearly everyone sees: the daily run looks at these alone. */
const MOST_USED = new Set([
  "/docs/quick-start",
  "/",
  "/pricing",
  "/signup",
  "/dashboard",
  "/credits",
  "/usage",
  "/billing",
]);
const among = (paths: string[]) => paths.filter((path) => !isDailyRun || MOST_USED.has(path));

const GUIDES = isFullRun ? GUIDE_SLUGS : (["quick-start", "lots"] as const);
const DOCS = ["/docs", ...GUIDES.map((slug) => `/docs/${slug}`), "/docs/search?q=hold"];
const PUBLIC = among([
  ...DOCS,
  "/plans/pro",
  "/",
  "/pricing",
  "/pricing?by=year",
  "/calculator",
  "/signin",
  "/signup",
  "/forgot-password",
  "/reset-password",
  "/verify-email",
]);
const ACCOUNT = among([
  "/dashboard",
  "/credits",
  "/credits/explain",
  "/credits/entries/1",
  "/usage",
  "/billing",
  "/billing/change",
  "/billing/cancelled?next=%2Fcredits",
  "/buy?pack=none",
  "/billing/card-updated",
  "/checkout",
  "/checkout?price=refill_starter_month",
  "/playground",
  "/redeem",
  "/settings",
]);
const WITH_PLAN = ["/billing/change?price=refill_pro_month", "/billing/cancel"];
const ADMIN = [
  "/admin",
  "/admin/margins",
  "/admin/metrics/money",
  "/admin/plans",
  "/admin/plans/new",
  "/admin/plans/packs/new",
  "/admin/plans/features",
  "/admin/promo-codes",
  "/admin/payments",
  "/admin/webhooks",
  "/admin/webhook-endpoints",
  "/admin/jobs",
  "/admin/rate-card",
  "/admin/rate-card/new",
  "/admin/users",
  "/admin/audit",
  "/admin/health",
];

/** The admin's pages about a customer, their payment and one of their webhook events. */
async function pagesAbout(email: string): Promise<string[]> {
  const { prisma } = database();
  const { id, stripeCustomerId, payments } = await prisma.user.findUniqueOrThrow({
    where: { email },
    include: { payments: true },
  });
  const event = await prisma.webhookEvent.findFirstOrThrow({ where: { customerId: stripeCustomerId } });
  return [`/admin/users/${id}`, `/admin/payments/${payments[0]?.id}`, `/admin/webhooks/${event.id}`];
}

/** No accessibility violations, no horizontal scrolling at 320 px either, and a visible focus on every control. */
async function expectSound(page: Page, path: string, { without = "" } = {}): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectAccessible(page, without ? { without } : {});
  expect(await withHiddenFocus(page), `controls of ${path} whose focus cannot be seen`).toEqual([]);
  const size = page.viewportSize();
  if (!size || size.width <= NARROW) return;
  await page.setViewportSize({ width: NARROW, height: size.height });
  // Charts take their new width a moment later.
  await expect.poll(() => page.evaluate(widerThanTheWindow), `of ${path}, wider than ${NARROW} px`).toEqual([]);
  await page.setViewportSize(size);
}

// A phone, and a desktop at 400 %.
const NARROW = 320;

/** What sticks out of the window, when the page scrolls sideways. */
function widerThanTheWindow(): string[] {
  if (document.documentElement.scrollWidth <= window.innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 120))
    .slice(0, 5);
}

/** Moves the focus to every control, as after a key press. */
async function withHiddenFocus(page: Page): Promise<string[]> {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const focusable = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';
    const hidden: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(focusable)) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("[aria-hidden=true], [inert]"))
        continue;
      element.focus({ preventScroll: true });
      if (document.activeElement !== element) continue;
      // A link that covers its row draws the ring around the row.
      const isSeen = [null, "::after"].some((part) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element, part);
        return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
      });
      if (!isSeen) hidden.push(element.outerHTML.slice(0, 120));
    }
    return hidden;
  });
}

// Each theme at one width: the components are the same, and the suite stays fast.
for (const [colorScheme, width, tag] of [
  ["light", 1440, []],
  ["dark", 320, ["@nightly"]],
] as const) {
  test.describe(`at ${width} px, ${colorScheme}`, { tag: [...tag] }, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test("every page is accessible and fits", async ({ page }) => {
      test.setTimeout(420_000);
      for (const path of PUBLIC) await expectSound(page, path);
      const isWhole = isFullRun && colorScheme === "light";
      if (!isDailyRun) await expectSound(page, REFERENCE, isWhole ? {} : { without: REPEATED });
      await signUp(page);
      for (const path of ACCOUNT) await expectSound(page, path);
      await onPlan(page, "Starter");
      await expectSound(page, page.url());
      await spendInPlayground(page, 250);
      for (const path of [...WITH_PLAN, "/dashboard", "/credits", "/usage", "/billing", "/pricing", "/settings"])
        await expectSound(page, path);
    });

    test("every admin page is accessible and fits", { tag: "@full" }, async ({ browser, page }) => {
      test.setTimeout(240_000);
      const context = await browser.newContext();
      const customer = await context.newPage();
      const email = await newPerson(customer);
      await onPlan(customer, "Starter");
      await context.close();
      await signedInAs(page, "admin@example.com");
      for (const path of [...ADMIN, ...(await pagesAbout(email))]) await expectSound(page, path);
    });
  });
}
