import { signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

/** Lists whose figures and actions an admin comes for. */
const LISTS = [
  "/admin/plans",
  "/admin/payments",
  "/admin/users",
  "/admin/jobs",
  "/admin/metrics/money",
  "/admin/margins",
];

test("on a phone no figure or action of an admin's lists lies beyond the edge, and a plan is edited from its name", {
  tag: "@full",
}, async ({ page }) => {
  await signedInAs(page, "admin@example.com");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of LISTS) {
    await page.goto(path);
    const cut = await page
      .getByRole("group")
      .filter({ has: page.getByRole("table") })
      .evaluateAll((boxes) =>
        boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.getAttribute("aria-label")),
      );
    expect(
      cut.filter((name) => name !== "Schedule"),
      path,
    ).toEqual([]);
  }
  await page.goto("/admin/plans");
  await page.getByRole("button", { name: "Actions for Pro" }).click();
  await expect(page.getByRole("menuitem", { name: "Archive" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Pro", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Edit Pro" })).toBeVisible();
});
