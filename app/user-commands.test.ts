import { afterAll, describe, expect, test } from "vitest";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { runUserCommand } from "@/lib/account/user-commands";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";

const database = await testDatabase();
const db = database.prisma;
closeAppDatabase();

const NOW = new Date();
const run = (verb: string, email: string, options = {}) =>
  runUserCommand(database, { verb, email, ...options }, { at: new Date(), now: new Date() });

async function someone(role: "USER" | "ADMIN" = "USER") {
  const person = await newPerson(database, 10, role);
  const cookie = await sessionCookieOf(database, person.id);
  const made = await db.$transaction((tx) =>
    createApiKey(tx, { owner: { userId: person.id, role }, name: "Key", service: role === "ADMIN" }, NOW),
  );
  if (!made.ok) throw new Error(made.reason);
  const account = role === "ADMIN" ? `/?account=${person.id}` : "/";
  const answers = async () => ({
    cookie: (await call(getCredits, "GET", { headers: { cookie } })).status,
    token: (await call(getCredits, "GET", { token: person.token })).status,
    key: (await call(getCredits, "GET", { url: account, token: made.key })).status,
  });
  const rows = (action: string) =>
    db.auditLog.count({ where: { action, actorId: null, targetId: { in: [person.id, made.apiKey.id] } } });
  return { ...person, answers, rows, key: made.apiKey };
}

describe("npm run user:…", () => {
  test("lock blocks sessions, tokens and keys immediately; unlock restores keys but not old sessions", async () => {
    const person = await someone();
    expect(await person.answers()).toEqual({ cookie: 200, token: 200, key: 200 });
    expect(await run("lock", ` ${person.email.toUpperCase()}`)).toMatchObject({ ok: true });
    expect(await person.answers()).toEqual({ cookie: 401, token: 401, key: 401 });
    expect(await run("unlock", person.email)).toMatchObject({ ok: true });
    expect(await person.answers()).toEqual({ cookie: 401, token: 401, key: 200 });
    expect([await person.rows("user.locked"), await person.rows("user.unlocked")]).toEqual([1, 1]);
  });

  test("sessions:end ends sessions and tokens but not keys", async () => {
    const person = await someone();
    expect(await run("sessions:end", person.email)).toMatchObject({ ok: true });
    expect(await person.answers()).toEqual({ cookie: 401, token: 401, key: 200 });
    expect(await person.rows("sessions.ended")).toBe(1);
  });

  test("keys:revoke revokes one key by its prefix or all keys, including service keys", async () => {
    const admin = await someone("ADMIN");
    expect(await run("keys:revoke", admin.email, { key: "rk_other" })).toMatchObject({ ok: false });
    expect(await admin.answers()).toMatchObject({ key: 200 });
    expect(await run("keys:revoke", admin.email, { key: admin.key.prefix })).toMatchObject({ ok: true });
    expect(await admin.answers()).toEqual({ cookie: 200, token: 200, key: 401 });
    expect(await admin.rows("api_key.revoked")).toBe(1);
    expect(await run("keys:revoke", admin.email)).toMatchObject({ ok: false });
  });

  test("delete says what would be lost and does nothing without --yes", async () => {
    const person = await someone();
    const asked = await run("delete", person.email);
    expect(asked).toMatchObject({ ok: false, sentence: expect.stringContaining("10 credits and 1 API key are lost") });
    expect(await person.answers()).toMatchObject({ cookie: 200 });
    expect(await run("delete", person.email, { yes: true })).toMatchObject({ ok: true });
    expect(await person.answers()).toEqual({ cookie: 401, token: 401, key: 401 });
    expect(await run("unlock", person.email)).toMatchObject({ ok: false });
    expect(await db.accountDeletion.count({ where: { userId: person.id } })).toBe(1);
  });

  test("unknown users and unknown commands are refused, including names of object properties", async () => {
    expect(await run("lock", "nobody@example.com")).toMatchObject({ ok: false });
    expect(await run("constructor", "nobody@example.com")).toMatchObject({ ok: false });
  });
});

afterAll(async () => expect(await db.auditLog.count({ where: { action: "user.locked" } })).toBeGreaterThan(0));
