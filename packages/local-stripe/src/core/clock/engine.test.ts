import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { monthlyPrice, startKit, startReceiver, subscribeByCheckout } from "../../testing/kit";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A customer whose renewals the endpoint at `url` hears of. */
async function subscriber(url: string) {
  const kit = await startKit();
  closing.push(kit.close);
  await subscribeByCheckout(kit, (await monthlyPrice(kit.stripe)).id);
  await kit.stripe.webhookEndpoints.create({ url, enabled_events: ["invoice.paid"] });
  return kit;
}

test("time stands still until the webhooks of a moment are answered", async () => {
  const clocks: number[] = [];
  const receiver = await startReceiver(({ body }) => {
    clocks.push(kit.server.now() - JSON.parse(body).created);
    return 200;
  });
  closing.push(receiver.close);
  const kit = await subscriber(receiver.url);
  await kit.local("/clock/advance", { months: 2, days: 1 });
  expect(clocks).toHaveLength(2);
  for (const ahead of clocks) expect(ahead).toBeLessThan(3_600);
});

test("with wait: false time goes on meanwhile, and all were delivered when the advance answers", async () => {
  const unanswered: ServerResponse[] = [];
  let received = 0;
  const server = createServer((request, response) => {
    request.resume();
    received += 1;
    unanswered.push(response);
    // The first is only answered once the next month's has come.
    if (received === 2) for (const one of unanswered.splice(0)) one.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const kit = await subscriber(`http://localhost:${(server.address() as AddressInfo).port}/hook`);
  const before = kit.server.now();
  const { now } = await kit.local("/clock/advance", { months: 2, days: 1, wait: false });
  expect(received).toBe(2);
  expect(Number(now) - before).toBeGreaterThan(58 * 86_400);
  server.closeAllConnections();
});
