import { expect, test } from "vitest";
import { GET as exportUsers } from "@/app/api/v1/admin/export/users.csv/route";
import { PATCH, GET as show } from "@/app/api/v1/admin/users/[id]/route";
import { GET, POST } from "@/app/api/v1/admin/users/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { listUsers } from "@/lib/account/list/list-users";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { formatKeyset, parseTimeKeyset } from "@/lib/keyset";
import { adjust } from "@/lib/ledger/adjust";

const db = await testDatabase();
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");
const { token } = admin;
const create = (body: Record<string, unknown>) => call(POST, "POST", { body, token });
const list = async (query: string): Promise<{ ids: string[]; nextCursor: string | null }> => {
  const { status, json } = await call(GET, "GET", { url: `/?${query}`, token });
  expect(status, JSON.stringify(json)).toBe(200);
  const { data, nextCursor } = json as { data: { id: string }[]; nextCursor: string | null };
  return { ids: data.map(({ id }) => id), nextCursor };
};

test("a user is created by address or external id, without a password, and can be found by both", async () => {
  const byEmail = await create({ email: "Ada@Example.com", externalId: "crm-1", name: "Ada", emailVerified: true });
  expect(byEmail).toMatchObject({
    status: 201,
    json: { email: "ada@example.com", externalId: "crm-1", name: "Ada", emailVerified: true, balance: 0 },
  });
  const byId = await create({ externalId: "crm-2" });
  expect(byId).toMatchObject({ status: 201, json: { email: null, externalId: "crm-2", role: "USER" } });
  const found = await call(show, "GET", { params: { id: "crm-2" }, token });
  expect(found).toMatchObject({ status: 200, json: { id: byId.json.id } });
  const [user] = await db.prisma.user.findMany({ where: { id: String(byId.json.id) }, include: { mails: true } });
  expect(user).toMatchObject({ passwordHash: null, mails: [] });
  const [record] = await db.prisma.auditLog.findMany({ where: { targetId: String(byEmail.json.id) } });
  expect(record).toMatchObject({ action: "user.created", actorId: admin.id });
  expect(JSON.stringify(record)).not.toContain("ada@");
});

test("an address and an external id belong to one user, also with concurrent requests", async () => {
  const same = await Promise.all([1, 2, 3].map(() => create({ externalId: "wanted" })));
  expect(same.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  await create({ email: "grace@example.com" });
  for (const email of ["grace@example.com", "GRACE+tag@example.com"]) {
    expect(await create({ email })).toMatchObject({ status: 409, json: { code: "email_taken" } });
  }
  expect(await create({})).toMatchObject({ status: 422, json: { errors: [{ field: "email" }] } });
  expect((await create({ email: "not an address" })).status).toBe(422);
});

test("locking ends a user's access and is on record; nobody locks themselves", async () => {
  const person = await newPerson(db, 5);
  const set = (id: string, locked: boolean) =>
    call(PATCH, "PATCH", { params: { id }, body: { locked, reason: "Stolen card" }, token });
  expect((await set(person.email, true)).json.lockedAt).not.toBeNull();
  expect((await call(getCredits, "GET", { token: person.token })).status).toBe(401);
  expect((await set(person.id, false)).json.lockedAt).toBeNull();
  const actions = await db.prisma.auditLog.findMany({ where: { targetId: person.id }, orderBy: { createdAt: "asc" } });
  expect(actions).toMatchObject([
    { action: "user.locked", actorId: admin.id, reason: "Stolen card" },
    { action: "user.unlocked", actorId: admin.id },
  ]);
  expect(actions[0]?.requestId).toBeTruthy();
  expect(await set(admin.id, true)).toMatchObject({ status: 409, json: { code: "own_account" } });
});

test("filters narrow the list, and users match all of them", async () => {
  const rich = await newPerson(db, 700);
  const debtor = await newPerson(db, 1);
  const owed = { accountId: debtor.accountId, amount: -30n, beyondAvailable: "owe" as const };
  await adjust(db.sql, { ...owed, reason: "test", actor: "system" }, new Date());
  const locked = await newPerson(db, 2);
  await db.prisma.user.update({ where: { id: locked.id }, data: { lockedAt: new Date(), name: "50%_off" } });
  const unverified = await newPerson(db, 3);
  await db.prisma.user.update({ where: { id: unverified.id }, data: { emailVerified: null } });
  const deleted = await newPerson(db);
  await db.prisma.user.update({ where: { id: deleted.id }, data: { deletedAt: new Date() } });

  expect((await list("minBalance=700&maxBalance=700")).ids).toEqual([rich.id]);
  expect((await list("debt=true")).ids).toEqual([debtor.id]);
  expect((await list("locked=true")).ids).toEqual([locked.id]);
  expect((await list("search=50%25_o")).ids).toEqual([locked.id]);
  expect((await list("locked=true&debt=true")).ids).toEqual([]);
  expect((await list("verified=false&minBalance=3")).ids).toEqual([unverified.id]);
  expect((await list("deleted=true")).ids).toEqual([deleted.id]);
  expect((await list("role=ADMIN")).ids).toEqual([admin.id]);
  expect((await list(`search=${rich.accountId}`)).ids).toEqual([rich.id]);
  expect((await list("plan=none&minBalance=700")).ids).toEqual([rich.id]);
  expect((await list("status=PAST_DUE")).ids).toEqual([]);
});

test.each(["newest", "oldest", "email", "balance"])("sorted by %s, the pages hold every user once", async (sort) => {
  const all = (await list(`sort=${sort}&limit=100`)).ids;
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await list(`sort=${sort}&limit=3&cursor=${cursor}`);
    seen.push(...page.ids);
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all);
  expect(new Set(seen).size).toBe(await db.prisma.user.count({ where: { deletedAt: null } }));
});

test("an invalid cursor is refused, also one of another order", async () => {
  const { nextCursor } = await list("sort=newest&limit=1");
  for (const cursor of ["nonsense", nextCursor]) {
    expect((await call(GET, "GET", { url: `/?sort=balance&cursor=${cursor}`, token })).status).toBe(422);
  }
  for (const value of ["-200000-01-01T00:00:00Z", "+275000-01-01T00:00:00Z", "0000-01-01", "a\u0000", "\ud800"]) {
    const cursor = formatKeyset({ value, id: admin.id });
    expect(parseTimeKeyset(cursor), value).toBeNull();
    for (const sort of /\d/.test(value) ? ["newest", "oldest"] : ["newest", "email"]) {
      expect((await call(GET, "GET", { url: `/?sort=${sort}&cursor=${cursor}`, token })).status, value).toBe(422);
    }
  }
});

test("a page of users is two statements, however many it shows", async () => {
  const counts: number[] = [];
  for (const limit of [1, 20]) {
    let queries = 0;
    const counted = new Proxy(db.prisma, {
      get: (target, name) => {
        if (name === "$queryRaw") queries++;
        return Reflect.get(target, name);
      },
    });
    await listUsers(counted, { limit });
    counts.push(queries);
  }
  expect(counts).toEqual([2, 2]);
});

test("the CSV has every user that matches, and no cell is a formula", async () => {
  await create({ externalId: "=1+1", name: "@Eve" });
  const response = await exportUsers(
    new Request("http://localhost:3000/?role=USER", { headers: { authorization: `Bearer ${token}` } }),
  );
  expect(response.headers.get("content-type")).toContain("text/csv");
  const lines = (await response.text()).trimEnd().split("\r\n");
  expect(lines[0]).toContain("id,email,name");
  expect(lines).toHaveLength(1 + (await db.prisma.user.count({ where: { role: "USER", deletedAt: null } })));
  expect(lines.at(-1)).toContain("'=1+1");
  expect(lines.at(-1)).toContain("'@Eve");
});
