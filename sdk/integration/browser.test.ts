import { randomUUID } from "node:crypto";
import { createClient, unwrap } from "@refill/sdk";
import { afterEach, expect, test } from "vitest";
import { testApi } from "@/dev/testing/api-server";
import { testDatabase } from "@/dev/testing/database";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { grant } from "@/lib/ledger/grant";
import { createRefillHandler } from "../src/next/index";
import { createRuntime } from "../src/react/runtime";

const db = await testDatabase();
closeAppDatabase();
const { url: baseUrl } = await testApi();
const admin = await newPerson(db, 0, "ADMIN");
const made = await createApiKey(
  db.prisma,
  { owner: { userId: admin.id, role: "ADMIN" }, name: "app", service: true },
  new Date(),
);
if (!made.ok) throw new Error(made.reason);
const serviceKey = made.key;
const server = createClient({ baseUrl, apiKey: serviceKey });

const leaving: (() => void)[] = [];
afterEach(() => {
  for (const leave of leaving.splice(0)) leave();
});

/** What the provider makes in the browser of this app's user, whose requests for a token go to the handler. */
function browserOf(id: string) {
  const { POST } = createRefillHandler({ baseUrl, serviceKey, customer: () => ({ id, name: "Ada" }) });
  const sent: string[] = [];
  const runtime = createRuntime({
    baseUrl,
    tokenUrl: "https://chat.example/api/refill",
    visibility: { isVisible: () => true, onChange: () => () => undefined },
    fetch: (request) => {
      const { pathname, origin } = new URL(request.url);
      sent.push(pathname);
      if (origin === baseUrl) return fetch(request);
      request.headers.set("sec-fetch-site", "same-origin");
      return POST(request);
    },
  });
  const shown = () => [runtime.balance.get().balance?.available, runtime.balance.get().status];
  return { runtime, sent, shown, watch: () => leaving.push(runtime.balance.subscribe(() => undefined)) };
}

test("the balance in the browser of another app's user falls as the app spends, by one stream and no other reads", async () => {
  const id = `user/${randomUUID()}`;
  const { account } = unwrap(
    await server.PUT("/api/v1/customers/{externalId}", { params: { path: { externalId: id } }, body: {} }),
  );
  await grant(db.sql, { accountId: account, kind: "PACK", amount: 100n, sourceKey: id, actor: "system" }, new Date());
  const { shown, sent, watch } = browserOf(id);
  watch();
  await expect.poll(shown).toEqual([100, "live"]);
  await server.credits.consume({ account: id, amount: 30 });
  await expect.poll(shown).toEqual([70, "live"]);
  await server.credits.hold({ account: id, amount: 20 });
  await expect.poll(shown).toEqual([50, "live"]);
  expect(sent).toEqual(["/api/refill", "/api/v1/credits/stream"]);
});

test("the token reads what the components show, and cannot spend", async () => {
  const { runtime } = browserOf(`user/${randomUUID()}`);
  const { plans, subscription, autoTopup } = runtime;
  const usage = runtime.usage({ groupBy: "day" });
  const cost = runtime.typicalCost({ model: "m" });
  await Promise.all([plans, subscription, autoTopup, usage, cost].map(({ reload }) => reload()));
  for (const { get } of [plans, subscription, autoTopup, usage, cost]) expect(get().error).toBeNull();
  expect(cost.get().data).toEqual({ basis: null, spends: 0, typical: null, atMost: null });
  expect(usage.get().data).toMatchObject({ total: 0 });
  expect(autoTopup.get().data).toMatchObject({ enabled: false, card: null });
  const spent = await runtime.client.POST("/api/v1/credits/consume", { body: { amount: 1 } });
  expect(spent.error?.detail).toContain("requires the scope credits:spend");
});
