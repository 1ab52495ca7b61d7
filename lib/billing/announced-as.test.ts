import { beforeAll, expect, test, vi } from "vitest";
import { requestDeletion } from "@/lib/account/delete/request-deletion";
import { runDeletion } from "@/lib/account/delete/run-deletion";
import { createUser } from "@/lib/auth/create-user";
import { billingWorld } from "@/lib/billing/testing/world";
import { createEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";
import { prepareMessages } from "@/lib/webhooks/sending/prepare-messages";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const db = world.database.prisma;

beforeAll(async () => {
  const input = { url: "https://example.com/", description: "", eventTypes: [] };
  await createEndpoint(world.database, { userId: null }, input, { allowPrivate: false }, world.now());
});

async function announced(userId: string) {
  await prepareMessages(world.database, world.now());
  const messages = await db.webhookMessage.findMany({ where: { userId }, orderBy: { seq: "asc" } });
  return messages.map(({ type, data }) => ({ type, data: data as Record<string, unknown> }));
}

test("a plan and a pack that were bought are announced once each, however often Stripe reports them", async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  await world.deliver();
  const messages = await announced(person.userId);
  const types = messages.map(({ type }) => type).filter((type) => type !== "customer.created");
  expect(types.sort()).toEqual(["payment.succeeded", "payment.succeeded", "subscription.started", "top_up.succeeded"]);
  const started = messages.find(({ type }) => type === "subscription.started");
  expect(started?.data).toMatchObject({
    account: { id: person.userId },
    subscription: { status: "ACTIVE", plan: { key: "starter" }, quantity: 1 },
    payment: { status: "SUCCEEDED", kind: "SUBSCRIPTION" },
  });
  const user = await db.user.findUniqueOrThrow({ where: { id: person.userId } });
  expect(JSON.stringify(messages)).not.toContain(user.email);
});

test("a customer is announced with the sign-up, and the deletion with the id that the other app knows them by", async () => {
  const email = `hooks-${Date.now()}@example.com`;
  const made = await createUser(world.database, { email, name: null, externalId: "team_42" }, world.now());
  const userId = made?.id ?? "";
  expect(await announced(userId)).toMatchObject([
    { type: "customer.created", data: { account: { id: userId, externalId: "team_42" } } },
  ]);
  await requestDeletion(world.database, { userId, actorId: userId }, { at: new Date(), now: world.now() });
  await runDeletion(world.services, userId, world.now());
  expect(await announced(userId)).toEqual([
    { type: "customer.deleted", data: { account: { id: userId, externalId: "team_42" } } },
  ]);
});
