import { database } from "../lib/db";
import { HOUR_MS } from "../lib/time";
import { expectCredits, onPlan, spendInPlayground } from "./support/checkout";
import { createPerson, newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

test("a yearly plan refills every month as the time machine advances, without another payment", {
  tag: "@full",
}, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await onPlan(page, "Starter", "YEAR");
  await expectCredits(page, 200);
  for (const month of [1, 2, 3]) {
    await spendInPlayground(page, month * 1_000);
    await expectCredits(page, 200 - month * 10);
    // A month from the last day of February ends before one that started on the 30th.
    await moveTime("+1day");
    await page.getByRole("form", { name: "Time machine" }).getByRole("button", { name: "+1 month" }).click();
    await expectCredits(page, 200);
  }
  await page.goto("/billing");
  await expect(page.getByRole("table", { name: "Payments" }).locator("tbody tr")).toHaveCount(1);
  const refills = page.locator('tr[data-event="refilled"]').filter({ hasText: "Starter" });
  await expect(refills).toHaveCount(3);
  await expect(page.locator("tr").filter({ hasText: "Starter started" }).filter({ hasText: "+200" })).toHaveCount(1);
});

// The last story of all: the months that pass renew the plan of everyone before.
test("who comes back after months has this month's credits, and the history lists the refills that expired unused", {
  tag: "@full",
}, async ({ page }) => {
  test.setTimeout(300_000);
  const { id: userId, email } = await createPerson();
  const { subscription, dormancy } = database().prisma;
  const nextRefillAt = async () => (await subscription.findFirstOrThrow({ where: { userId } })).nextRefillAt;
  for (let month = 1; month <= 7; month += 1) {
    const due = await nextRefillAt();
    // Not by a day more: once the sweep has ended the credits before, the plan does not count as unused for this month.
    await moveTime(due ? new Date(due.getTime() + HOUR_MS).toISOString() : "+1month");
    if (due)
      await expect.poll(async () => (await nextRefillAt())?.getTime(), { timeout: 60_000 }).not.toBe(due.getTime());
  }
  expect(await dormancy.count({ where: { userId, endedAt: null } })).toBe(1);

  await page.goto("/");
  await signedInAs(page, email);
  await page.goto("/credits");
  await expectCredits(page, 50);
  const refill = page.locator('tr[data-entry="GRANT"]').first();
  const unused = refill.getByText(/^Before it, \d refills expired unused$/);
  await unused.click();
  await expect(refill.getByRole("listitem").first()).toContainText("+50 −50");
  await refill.getByRole("link").click();
  await expect(page.getByText(/^Before it, \d refills expired unused$/)).toBeVisible();
  await page.goto("/credits");
  await expect(page.getByText(/^Before it, \d refills expired unused$/)).toHaveCount(1);
});
