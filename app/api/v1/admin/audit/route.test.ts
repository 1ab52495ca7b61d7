import { expect, test } from "vitest";
import { GET } from "@/app/api/v1/admin/audit/route";
import { GET as exportAudit } from "@/app/api/v1/admin/export/audit.csv/route";
import { testDatabase } from "@/dev/testing/database";
import { placeholderEmail } from "@/lib/account/placeholder-email";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { audit } from "@/lib/audit";
import { auditActions } from "@/lib/audit-log/list-audit";

const db = await testDatabase();
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");
const user = await newPerson(db);
const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute));
const act = (minute: number, actorId: string | null, action: string, targetId: string, reason?: string) =>
  audit(
    db.prisma,
    { userId: actorId, network: "203.0.113.0/24" },
    { action, targetType: "user", targetId, reason },
    at(minute),
  );

await act(1, user.id, "sign_in.succeeded", user.id);
await act(2, admin.id, "user.locked", user.id, "Stolen card");
await act(2, null, "user.unlocked", user.id);
await act(3, null, "sign_in.failed", "unknown");
await act(4, admin.id, "user.role_changed", admin.id);

async function actions(query: string): Promise<string[]> {
  const { status, json } = await call(GET, "GET", { url: `/?${query}`, token: admin.token });
  expect(status, JSON.stringify(json)).toBe(200);
  return (json as { data: { action: string }[] }).data.map(({ action }) => action);
}

test("records are filtered by actor, target, action and time, newest first", async () => {
  expect(await actions(`actor=${admin.email}`)).toEqual(["user.role_changed", "user.locked"]);
  expect(await actions(`target=${user.email}&action=user.locked`)).toEqual(["user.locked"]);
  expect((await actions("actor=system")).sort()).toEqual(["sign_in.failed", "user.unlocked"]);
  expect(await actions("from=2026-06-01T12:03:00Z&to=2026-06-01T12:04:00Z")).toEqual(["sign_in.failed"]);
  expect((await actions("show=changes")).sort()).toEqual(["user.locked", "user.unlocked"]);
  expect(await actions("actor=nobody@example.com")).toEqual([]);
  const { json } = await call(GET, "GET", { url: "/?action=user.locked", token: admin.token });
  expect(json.data).toMatchObject([
    {
      actor: { id: admin.id, email: admin.email },
      target: { type: "user", id: user.id, email: user.email },
      reason: "Stolen card",
      network: "203.0.113.0/24",
    },
  ]);
});

test("a day without a time is included as a whole, and a time ends the range before it", async () => {
  expect(await actions("from=2026-06-01&to=2026-06-01")).toHaveLength(5);
  expect(await actions("to=2026-05-31&from=2026-01-01")).toEqual([]);
  expect(await actions("from=2026-06-01&to=2026-06-01T12:02:00Z")).toEqual(["sign_in.succeeded"]);
});

test("pages hold every record once, also those of the same moment", async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { json } = await call(GET, "GET", { url: `/?limit=1&cursor=${cursor}`, token: admin.token });
    const page = json as { data: { id: string }[]; nextCursor: string | null };
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
  expect((await call(GET, "GET", { url: "/?cursor=nonsense", token: admin.token })).status).toBe(422);
});

test("the actions on record are listed once each", async () => {
  expect(await auditActions(db.sql)).toEqual([
    "sign_in.failed",
    "sign_in.succeeded",
    "user.locked",
    "user.role_changed",
    "user.unlocked",
  ]);
});

test("the CSV has every record that matches; users cannot read either", async () => {
  const request = (token: string) =>
    new Request("http://localhost:3000/?show=changes", { headers: { authorization: `Bearer ${token}` } });
  const text = await (await exportAudit(request(admin.token))).text();
  expect(text.trimEnd().split("\r\n")).toHaveLength(3);
  expect((await exportAudit(request(user.token))).status).toBe(404);
  expect((await call(GET, "GET", { token: user.token })).status).toBe(404);
});

test("someone without an address is named by their external id, not by an invented address", async () => {
  const { id } = await newPerson(db);
  const email = placeholderEmail(id);
  await db.prisma.user.update({ where: { id }, data: { email, externalId: "customer-9", role: "ADMIN" } });
  await act(9, id, "user.noted", id);
  const { json } = await call(GET, "GET", { url: `/?target=${id}`, token: admin.token });
  const named = { id, email: null, externalId: "customer-9" };
  expect(json.data).toMatchObject([{ actor: named, target: { type: "user", ...named } }]);
  const request = new Request(`http://localhost:3000/?target=${id}`, {
    headers: { authorization: `Bearer ${admin.token}` },
  });
  const csv = await (await exportAudit(request, { params: Promise.resolve({}) })).text();
  expect(csv).toContain("customer-9");
  expect(csv).not.toContain(email);
});
