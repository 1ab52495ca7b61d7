import { beforeAll, describe, expect, test } from "vitest";
import { createKey, revokeKey } from "@/app/(account)/settings/api-key-actions";
import { freshForm } from "@/components/ui/form-state";
import { testDatabase } from "@/dev/testing/database";
import { serveRoute } from "@/dev/testing/next-server";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { keyOverview } from "@/lib/auth/api-keys/queries";

const database = await testDatabase();
const db = database.prisma;
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
  for (const [name, value] of Object.entries({ keyName: "Build server", days: "90", ...typed })) data.set(name, value);
  return data;
}

const create = async (typed: Record<string, string>, cookie: string) =>
  (await ask(() => createKey(freshForm, form(typed)), cookie)).json();

describe("API keys on the settings page", () => {
  test("a key has the chosen scopes and expiry, and its secret is only in the answer", async () => {
    const { id, cookie } = await someone();
    const { made } = await create({ "credits:read": "on" }, cookie);
    expect(made.key).toMatch(/^rk_/);
    const { active } = await keyOverview(db, id);
    expect(active).toMatchObject([{ name: "Build server", scopes: ["credits:read"], service: false }]);
    const days = ((active[0]?.expiresAt?.getTime() ?? 0) - (active[0]?.createdAt.getTime() ?? 0)) / 86_400_000;
    expect(days).toBe(90);
    expect(JSON.stringify(active)).not.toContain(made.key.slice(12));
    const audited = await db.auditLog.findMany({ where: { targetId: active[0]?.id ?? "" } });
    expect(audited.map(({ action }) => action)).toEqual(["api_key.created"]);
  });

  test("a key is refused without a scope, a name or a known time, with a scope of admins, and without an identity check", async () => {
    const { id, cookie } = await someone();
    expect(await create({}, cookie)).toMatchObject({ errors: { scopes: "Choose at least one." } });
    expect(await create({ keyName: " ", "credits:read": "on" }, cookie)).toHaveProperty("errors.keyName");
    expect(await create({ days: "9999", "credits:read": "on" }, cookie)).toHaveProperty("errors.days");
    for (const scope of ["admin:*", "accounts:*", "credits:refund"]) {
      expect(await create({ [scope]: "on" }, cookie), scope).toHaveProperty("errors.scopes");
    }
    await db.session.updateMany({
      where: { userId: id },
      data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) },
    });
    const asked = await create({ "credits:read": "on" }, cookie);
    expect(asked).toMatchObject({ unconfirmed: true, values: { keyName: "Build server" } });
    expect(await keyOverview(db, id)).toEqual({ active: [], revoked: [] });
  });

  test("only the owner can revoke a key", async () => {
    const [mine, theirs] = [await someone(), await someone()];
    await create({ "credits:read": "on" }, mine.cookie);
    const key = (await keyOverview(db, mine.id)).active[0]?.id ?? "";
    const revoke = async (id: unknown, cookie: string) => (await ask(() => revokeKey(id), cookie)).json();
    expect(await revoke(key, theirs.cookie)).toBe(false);
    expect(await revoke("nonsense", mine.cookie)).toBe(false);
    expect((await keyOverview(db, mine.id)).active).toHaveLength(1);
    expect(await revoke(key, mine.cookie)).toBe(true);
    expect(await keyOverview(db, mine.id)).toMatchObject({ active: [], revoked: [{ id: key }] });
  });
});
