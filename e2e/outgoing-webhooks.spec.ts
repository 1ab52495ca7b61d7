import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "../sdk/src/webhooks/index";
import { expectAccessible } from "./support/accessible";
import { takePictures } from "./support/pictures";
import { signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

type Received = { body: string; headers: Record<string, string> };

/** Another app on this machine. It answers with `status`. */
async function otherApp() {
  const received: Received[] = [];
  const app = { url: "", received, status: 204, close: () => server.close() };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    received.push({ body, headers });
    response.writeHead(app.status).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  app.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/refill`;
  return app;
}

test("an admin adds an endpoint, sees a failed delivery, replays it and rolls the secret", { tag: "@full" }, async ({
  page,
}) => {
  test.setTimeout(180_000);
  const app = await otherApp();
  await signedInAs(page, "admin@example.com");
  await page.goto("/admin/webhook-endpoints");
  await page.getByRole("textbox", { name: "Address" }).fill("nonsense");
  await page.getByText("Choose events").click();
  await page.getByRole("checkbox", { name: "balance.low" }).check();
  await page.getByRole("button", { name: "Add endpoint" }).click();
  await expect(page.getByText("Must be a URL, such as")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "balance.low" })).toBeChecked();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Address" }).fill(app.url);
  await page.getByRole("textbox", { name: "Description" }).fill("Another app");
  await page.getByRole("button", { name: "Add endpoint" }).click();
  const secret = (await page.getByTestId("webhook-secret").textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await takePictures(page, "webhook-endpoints");

  await page.getByRole("link", { name: app.url }).click();
  await page.waitForURL(/webhook-endpoints\/[0-9a-f-]+$/);
  expect(await page.content()).not.toContain(secret);
  app.status = 500;
  await page.getByRole("button", { name: "Send a test event" }).click();
  const deliveries = page.getByRole("region", { name: "Deliveries" }).first();
  await expect(deliveries).toContainText("The receiver answered with 500.", { timeout: 60_000 });
  await expectAccessible(page);
  await takePictures(page, "webhook-endpoint");

  app.status = 204;
  await deliveries.getByRole("button", { name: /^Replay test/ }).click();
  await expect(deliveries.getByRole("row", { name: /test/ })).toContainText("Delivered", { timeout: 60_000 });
  const [first, last] = [app.received[0], app.received.at(-1)];
  expect(last?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(verifyWebhook(last?.body ?? "", last?.headers ?? {}, secret).type).toBe("test");

  await deliveries.getByRole("link", { name: "test", exact: true }).click();
  await expect(page.getByRole("region", { name: "Attempts" }).first()).toContainText("500");
  await expect(page.getByRole("region", { name: "Body" })).toContainText('"type": "test"');
  await expectAccessible(page);
  await takePictures(page, "webhook-delivery");

  await page.getByRole("link", { name: "Endpoint" }).click();
  await page.getByText("Roll the secret").click();
  await page.getByRole("button", { name: "Roll secret" }).click();
  const rolled = (await page.getByTestId("webhook-secret").textContent()) ?? "";
  expect(rolled).not.toBe(secret);
  await page.getByRole("button", { name: "Send a test event" }).click();
  await expect
    .poll(() => app.received.at(-1)?.headers["webhook-signature"]?.split(" ").length, { timeout: 60_000 })
    .toBe(2);
  for (const either of [secret, rolled]) {
    const { body, headers } = app.received.at(-1) ?? { body: "", headers: {} };
    expect(verifyWebhook(body, headers, either).type).toBe("test");
  }

  await page.getByText("Delete", { exact: true }).click();
  await page.getByRole("button", { name: "Delete endpoint" }).click();
  await page.waitForURL(/\/admin\/webhook-endpoints$/);
  await expect(page.getByRole("link", { name: app.url })).toHaveCount(0);
  app.close();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an endpoint is added, sent a test and deleted", async ({ page }) => {
    await signedInAs(page, "admin@example.com");
    await page.goto("/admin/webhook-endpoints");
    await page.getByRole("textbox", { name: "Address" }).fill("http://127.0.0.1:9/nobody");
    await page.getByRole("button", { name: "Add endpoint" }).click();
    await expect(page.getByTestId("webhook-secret")).toContainText("whsec_");
    await page.getByRole("link", { name: "http://127.0.0.1:9/nobody" }).click();
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(page.getByText("A test event is on its way.")).toBeVisible();
    await page.getByText("Delete", { exact: true }).click();
    await page.getByRole("button", { name: "Delete endpoint" }).click();
    await page.waitForURL(/\/admin\/webhook-endpoints$/);
  });
});
