import { beforeAll, expect, test } from "vitest";
import { addOwnBudget, removeOwnBudget } from "@/app/(account)/settings/budget-actions";
import { freshForm } from "@/components/ui/form-state";
import { testDatabase } from "@/dev/testing/database";
import { serveRoute } from "@/dev/testing/next-server";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { listBudgets } from "@/lib/ledger/budgets/list-budgets";

const database = await testDatabase();
closeAppDatabase();

/** Runs an action with this cookie; its result is the response. */
let ask: (action: () => Promise<unknown>, cookie: string) => Promise<Response>;
let work: () => Promise<unknown> = async () => null;
const POST = async () => Response.json((await work()) ?? null);

beforeAll(async () => {
  const url = await serveRoute(
    async () => ({ POST }),
    () => ({}),
  );
  ask = (action, cookie) => {
    work = action;
    return fetch(url, { method: "POST", headers: { cookie }, redirect: "manual" });
  };
});

async function someone() {
  const { id } = await newPerson(database);
  return { id, cookie: await sessionCookieOf(database, id) };
}

function form(typed: Record<string, string>): FormData {
  const data = new FormData();
  const usual = { budgetScope: "ACCOUNT", budgetTarget: "", budgetLimit: "500", budgetWindow: "MONTH" };
  for (const [name, value] of Object.entries({ ...usual, ...typed })) data.set(name, value);
  return data;
}

const add = async (typed: Record<string, string>, cookie: string) =>
  (await ask(() => addOwnBudget(freshForm, form(typed)), cookie)).json();

const budgetsOf = (id: string) => listBudgets(database.sql, id, new Date());

test("budgets can be added for the account, one key and one member, and removed", async () => {
  const { id, cookie } = await someone();
  const owner = { userId: id, role: "USER" as const };
  const made = await createApiKey(database.prisma, { owner, name: "build" }, new Date());
  const key = made.ok ? made.apiKey.id : "";
  expect(await add({ budgetLimit: "1,000" }, cookie)).toMatchObject({ done: true });
  expect(await add({ budgetScope: `KEY:${key}`, budgetWindow: "18000" }, cookie)).toMatchObject({ done: true });
  expect(await add({ budgetScope: "SUBJECT", budgetTarget: " ada " }, cookie)).toMatchObject({ done: true });
  const budgets = await budgetsOf(id);
  expect(budgets).toMatchObject([
    { scope: "ACCOUNT", target: null, window: "MONTH", seconds: null, limit: 1000n, actor: `user:${id}` },
    { scope: "KEY", target: key, window: "ROLLING", seconds: 18_000, limit: 500n },
    { scope: "SUBJECT", target: "ada", window: "MONTH" },
  ]);
  const stranger = await someone();
  const remove = async (who: string) => (await ask(() => removeOwnBudget(budgets[0]?.id), who)).json();
  expect(await remove(stranger.cookie)).toBe(false);
  expect(await remove(cookie)).toBe(true);
  expect(await remove(cookie)).toBe(false);
  expect(await budgetsOf(id)).toHaveLength(2);
});

test("what cannot be capped is refused by field, and nothing is added", async () => {
  const { id, cookie } = await someone();
  const stranger = await someone();
  expect(await add({ budgetLimit: "many" }, cookie)).toHaveProperty("errors.budgetLimit");
  expect(await add({ budgetLimit: "" }, cookie)).toHaveProperty("errors.budgetLimit");
  expect(await add({ budgetWindow: "61" }, cookie)).toHaveProperty("errors.budgetWindow");
  expect(await add({ budgetScope: `KEY:${stranger.id}` }, cookie)).toHaveProperty("errors.budgetScope");
  expect(await add({ budgetTarget: "ada" }, cookie)).toHaveProperty("errors.budgetTarget");
  expect(await budgetsOf(id)).toEqual([]);
  expect((await ask(() => addOwnBudget(freshForm, form({})), "")).status).not.toBe(200);
});
