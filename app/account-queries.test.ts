import { join } from "node:path";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { keptOffer } from "@/app/catalogue";
import { queriesDuring } from "@/dev/testing/count-queries";
import { inRequest } from "@/dev/testing/in-request";
import { renderServer } from "@/dev/testing/render-server";
import { closeAppDatabase, sessionCookieOf } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";
import { now } from "@/lib/clock";
import { debit } from "@/lib/ledger/debit";

const MOST_OF_DASHBOARD = 9;

const world = await billingWorld();
closeAppDatabase();
const ask = await inRequest();

type Part = (props: object) => Promise<ReactNode>;

/**
 * The statements of a page with the layout around it. A request reads the same once (React's cache), which a render outside
 * of React's server does not; and only local mode reads its clock.
 */
async function statements(cookie: string, file: string): Promise<string[]> {
  const load = async (name: string): Promise<Part> =>
    ((await import(join(process.cwd(), "app/(account)", name))) as { default: Part }).default;
  const [Page, Layout] = [await load(file), await load("layout.tsx")];
  const props = { params: Promise.resolve({}), searchParams: Promise.resolve({}) };
  const all = await queriesDuring(async () => {
    const response = await ask(async () => renderServer(await Layout({ children: await Page(props) })), { cookie });
    expect(response.status).toBe(200);
  });
  return [...new Set(all)].filter((statement) => !statement.includes("local_clock"));
}

/** Waits until what a process keeps is announced to it. */
async function keepOffer(): Promise<void> {
  const find = () => keptOffer().find(world.database.prisma);
  const isKept = async () => {
    const first = find();
    return first === find();
  };
  await expect.poll(isKept, { interval: 10, timeout: 5_000 }).toBe(true);
  await find();
}

test("the dashboard takes at most nine statements, for one month of use as for none", async () => {
  const person = await world.signUp();
  const cookie = await sessionCookieOf(world.database, person.userId);
  // What is read once per process is read here.
  await statements(cookie, "dashboard/page.tsx");
  await keepOffer();
  const few = await statements(cookie, "dashboard/page.tsx");
  expect(few.length, few.join("\n")).toBeLessThanOrEqual(MOST_OF_DASHBOARD);
  await world.subscribe(person, "refill_starter_month");
  await world.buyPack(person, "pack_2500");
  await world.deliver();
  for (let n = 0; n < 30; n++) {
    await debit(world.database.sql, { ...person, amount: 1n, actor: "app:test" }, await now());
  }
  await statements(cookie, "dashboard/page.tsx");
  await keepOffer();
  const many = await statements(cookie, "dashboard/page.tsx");
  expect(many.length, many.join("\n")).toBeLessThanOrEqual(MOST_OF_DASHBOARD);
});

test("a visitor's calculator asks the database nothing while what is on sale is known, so that it works while the database hangs", async () => {
  const { default: Page } = await import("@/app/(site)/calculator/page");
  const props = { params: Promise.resolve({}), searchParams: Promise.resolve({ image: "3" }) };
  const visit = () => ask(async () => renderServer(await Page(props)), {});
  expect((await visit()).status).toBe(200);
  expect(await queriesDuring(visit)).toEqual([]);
});
