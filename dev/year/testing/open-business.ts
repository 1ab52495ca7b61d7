import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { afterAll } from "vitest";
import { POST } from "@/app/api/webhooks/stripe/route";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { createUser } from "@/lib/auth/create-user";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { moveOffsetMs, now } from "@/lib/clock";
import { openAccount } from "@/lib/ledger/open-account";
import { services } from "@/lib/services";
import { HANDLED_EVENT_TYPES } from "@/lib/stripe/handled-event-types";
import { DAY_MS } from "@/lib/time";
import { catalogue } from "@/prisma/catalogue/default";

/** A new business with the default catalogue, an admin and one account, so many days ago. */
export async function openBusiness(days: number) {
  const database = await testDatabase();
  const to = new Date();
  const from = new Date(to.getTime() - days * DAY_MS);
  const local = await testStripe({
    webhook: { url: await serveWebhooks(), secret: "whsec_local", events: HANDLED_EVENT_TYPES },
    startsAt: Math.floor(from.getTime() / 1000),
  });
  process.env.LOCAL_CLOCK_URL = `${local.url}/_local/clock/advance`;
  await moveOffsetMs(database.prisma, from.getTime() - Date.now());
  const at = await now();
  await applyCatalogue(services(), catalogue, at);
  const add = async (name: string) => {
    const email = `${name.toLowerCase()}@example.com`;
    const user = await createUser(database, { email, name, emailVerified: at }, at);
    if (!user) throw new Error(`${email} is taken.`);
    return user.id;
  };
  await database.prisma.user.update({ where: { id: await add("Admin") }, data: { role: "ADMIN" } });
  const residentId = await add("Resident");
  return { database, local, from, to, residentId, accountId: await openAccount(database.sql, residentId, at) };
}

/** The webhook's route on a real port. */
async function serveWebhooks(): Promise<string> {
  const server = serve({
    fetch: (request) => POST(request, { params: Promise.resolve({}) }),
    hostname: "127.0.0.1",
    port: 0,
  });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
