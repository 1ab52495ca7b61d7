import { beforeAll, expect, test } from "vitest";
import { savePack, savePlan } from "@/app/admin/plans/actions";
import { saveMeter } from "@/app/admin/rate-card/actions";
import { freshEdit } from "@/components/admin/catalogue/edit-state";
import { freshMeter } from "@/components/admin/rate-card/meter-state";
import { type InRequest, inRequest } from "@/dev/testing/in-request";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";
import { createMeter } from "@/lib/catalog/create-meter";
import { createPack } from "@/lib/catalog/create-pack";
import { createPlan } from "@/lib/catalog/create-plan";
import { editMeter } from "@/lib/catalog/edit-meter";
import { editPack } from "@/lib/catalog/edit-pack";
import { editPlan } from "@/lib/catalog/edit-plan";

const world = await billingWorld();
const { database, services } = world;
closeAppDatabase();

const OTHER_ADMIN = { userId: null };
let ask: InRequest;
let cookie: string;

beforeAll(async () => {
  ask = await inRequest();
  const { id } = await newPerson(database, 0, "ADMIN");
  cookie = await sessionCookieOf(database, id);
});

const idOf = (made: { ok: boolean }): string => {
  const id = Object.entries(made).find(([name]) => /^(plan|pack|meter)Id$/.test(name))?.[1];
  if (typeof id !== "string") throw new Error(JSON.stringify(made));
  return id;
};
const formOf = (fields: Record<string, string | undefined>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
  return form;
};

const plan = { key: "stale", name: "Stale", creditsPerMonth: 5, prices: { month: 900 } };
const pack = { key: "stale", name: "Stale", credits: 5, amountCents: 900 };
const meter = { key: "stale", name: "Stale", unit: "token", credits: 1, perUnits: 10 };
const now = () => world.now();

const items = [
  {
    what: "plan",
    create: () => createPlan(services, OTHER_ADMIN, plan, now()),
    edit: (planId: string) =>
      editPlan(services, OTHER_ADMIN, { planId, input: { ...plan, creditsPerMonth: 7 } }, now()),
    save: (form: FormData) => savePlan(freshEdit, form),
    typed: { creditsPerMonth: "5", "prices.month": "9.00", currency: "usd", refillPolicy: "RESET" },
    undone: { field: "creditsPerMonth", before: 7, after: 5 },
  },
  {
    what: "pack",
    create: () => createPack(services, OTHER_ADMIN, pack, now()),
    edit: (packId: string) => editPack(services, OTHER_ADMIN, { packId, input: { ...pack, credits: 7 } }, now()),
    save: (form: FormData) => savePack(freshEdit, form),
    typed: { credits: "5", amountCents: "9.00", currency: "usd" },
    undone: { field: "credits", before: 7, after: 5 },
  },
  {
    what: "meter",
    create: () => createMeter({ database }, OTHER_ADMIN, meter, now()),
    edit: (meterId: string) =>
      editMeter({ database }, OTHER_ADMIN, { meterId, input: { ...meter, credits: 7 } }, now()),
    save: (form: FormData) => saveMeter(freshMeter, form),
    typed: { unit: "token", credits: "1", perUnits: "10", rounding: "UP" },
    undone: { field: "credits", before: 7, after: 1 },
  },
];

test.each(items)(
  "the form of a $what that was opened before another admin's edit says so, and what it would undo, before it saves",
  async ({ create, edit, save, typed, undone }) => {
    const id = idOf(await create());
    expect(await edit(id)).toMatchObject({ ok: true, version: 2 });
    const sent = async (version: string) => {
      const form = formOf({ ...typed, id, version, key: "stale", name: "Stale" });
      return (await ask(() => save(form), { cookie })).json();
    };
    expect(await sent("1")).toMatchObject({
      done: false,
      message: expect.stringContaining("Version 2 was saved meanwhile"),
      preview: { version: 2, changes: expect.arrayContaining([expect.objectContaining(undone)]) },
    });
    expect(await sent("2")).toMatchObject({ message: null, preview: { version: 2 } });
  },
);
