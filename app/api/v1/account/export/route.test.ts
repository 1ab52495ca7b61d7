import { expect, test } from "vitest";
import { GET } from "@/app/api/v1/account/export/route";
import { testDatabase } from "@/dev/testing/database";
import { unzip } from "@/lib/account/testing/unzip";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";

const db = await testDatabase();
closeAppDatabase();

const context = { params: Promise.resolve({}) };
const ask = (headers: Record<string, string>, method = "GET") =>
  GET(new Request("http://localhost:3000/api/v1/account/export", { method, headers }), context);

test("a person gets their own data as a zip, by session or token, and it is on record", async () => {
  const person = await newPerson(db, 7);
  const bySession = ["cookie", await sessionCookieOf(db, person.id)] as const;
  for (const [name, value] of [bySession, ["authorization", `Bearer ${person.token}`] as const]) {
    const answer = await ask({ [name]: value });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/zip");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="refill-export-[\d-]+\.zip"$/);
    const files = await unzip(answer.body ?? new ReadableStream());
    expect(JSON.parse(files.get("profile.json") ?? "")).toMatchObject([{ id: person.id, email: person.email }]);
  }
  const rows = { action: "account.exported", targetId: person.id };
  expect(await db.prisma.auditLog.count({ where: rows })).toBe(2);
});

test("no one else can: no credentials are 401, an API key is 404", async () => {
  const person = await newPerson(db);
  const key = await createApiKey(db.prisma, { owner: { userId: person.id, role: "USER" }, name: "Key" }, new Date());
  expect((await call(GET, "GET")).status).toBe(401);
  expect((await call(GET, "GET", { token: key.ok ? key.key : "" })).status).toBe(404);
});

test("exports are limited to five an hour, and HEAD does not count", async () => {
  const person = await newPerson(db);
  const headers = { authorization: `Bearer ${person.token}` };
  for (let n = 0; n < 8; n++) expect((await ask(headers, "HEAD")).status).toBe(200);
  for (let n = 0; n < 5; n++) {
    const answer = await ask(headers);
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  }
  const late = await ask(headers);
  expect(late.status).toBe(429);
  expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
});
