import { readdirSync } from "node:fs";
import { database } from "../lib/db";
import { signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

test("an admin sees the state of the ledger, Stripe, the queues and the database, and asks for a check", {
  tag: "@full",
}, async ({ page }) => {
  await signedInAs(page, "admin@example.com");
  await page.goto("/admin/health");
  await expect(page.getByRole("region", { name: "Lags" })).toContainText("Queue lag");
  const [newest = ""] = readdirSync("prisma/migrations")
    .filter((name) => /^\d/.test(name))
    .toSorted()
    .toReversed();
  await expect(page.getByRole("region", { name: "Versions" })).toContainText(newest);
  await expect(page.getByRole("table", { name: "Largest tables" })).toContainText("webhook_event");
  const runs = await database().prisma.verifyRun.count();
  await page.getByRole("button", { name: "Verify now" }).click();
  await expect(page.getByText("It is queued.")).toBeVisible();
  await expect.poll(() => database().prisma.verifyRun.count()).toBeGreaterThan(runs);
  await page.reload();
  await expect(page.getByRole("region", { name: "Ledger" })).toContainText("Every invariant holds");
});
