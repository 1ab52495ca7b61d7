import { randomUUID } from "node:crypto";
import { database } from "../lib/db";
import { signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

/** Failed events of a customer that nobody here has. Their ids, newest first. */
async function failedEvents(count: number): Promise<string[]> {
  const customerId = `cus_${randomUUID()}`;
  const at = new Date();
  const events = Array.from({ length: count }, (_, index) => {
    const id = `evt_${randomUUID()}`;
    const object = { id: "in_1", object: "invoice", amount_due: 900, client_secret: "in_1_secret_e2e" };
    return {
      ...{ id, customerId, type: "invoice.paid", objectId: "in_1", status: "FAILED" as const, attempts: 25 },
      ...{ outcome: "Failed, and will be retried: Stripe is down.", occurredAt: at, payload: { id, data: { object } } },
      receivedAt: new Date(at.getTime() - index * 1_000),
    };
  });
  await database().prisma.webhookEvent.createMany({ data: events });
  return events.map(({ id }) => id);
}

test("an admin finds failed events, replays one, a selection and all of them, and reads what came of it", {
  tag: "@full",
}, async ({ page }) => {
  const [first = "", second = "", ...others] = await failedEvents(4);
  await signedInAs(page, "admin@example.com");
  await page.goto("/admin/webhooks?status=FAILED");
  const row = (id: string) => page.locator(`tr[data-event="${id}"]`);
  await expect(row(first)).toContainText("Stripe is down.");

  await row(first).getByRole("checkbox").check();
  await row(second).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Replay selected" }).click();
  const progress = page.getByRole("region", { name: "Replay" });
  await expect(progress).toContainText("The replay is finished 2 of 2");
  await expect(row(first)).toContainText("No user has the Stripe customer");

  await page.getByRole("button", { name: /^Replay all failed/ }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Replay \d+ failed events?$/ })
    .click();
  await expect(progress).toContainText("The replay is finished");
  for (const id of others) await expect(row(id)).toContainText("Ignored");

  await row(first).getByRole("link", { name: "invoice.paid" }).click();
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline).toContainText("Replayed by admin@example.com");
  await expect(page.getByRole("region", { name: "Payload" })).toContainText('"client_secret": "[hidden]"');
  expect(await page.content()).not.toContain("in_1_secret_e2e");
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(timeline.getByText("Replayed by admin@example.com")).toHaveCount(2);
  await expect(timeline.getByText("Ignored")).not.toHaveCount(0);
});

test("the inbox is narrowed by type and customer, in its address", { tag: "@full" }, async ({ page }) => {
  const [id = ""] = await failedEvents(1);
  const { customerId } = await database().prisma.webhookEvent.findUniqueOrThrow({ where: { id } });
  await signedInAs(page, "admin@example.com");
  await page.goto("/admin/webhooks");
  await page.getByLabel("Type").fill("invoice.paid");
  await page.getByLabel("Customer", { exact: true }).fill(customerId ?? "");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/customer=cus_/);
  await expect(page.locator("tr[data-event]")).toHaveCount(1);
  await page.getByLabel("Type").fill("customer.updated");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("No event matches.")).toBeVisible();
});
