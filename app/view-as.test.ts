import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import { viewAs } from "@/app/admin/users/view-action";
import { POST as endView } from "@/app/api/viewing/end/route";
import { freshForm } from "@/components/ui/form-state";
import { testDatabase } from "@/dev/testing/database";
import { fingerprint } from "@/dev/testing/fingerprint";
import { type InRequest, inRequest } from "@/dev/testing/in-request";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import type { Resource } from "@/lib/api/http/resource";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person, sessionCookieOf } from "@/lib/api/testing/people";
import { currentUser, requireAdmin, requireOwnUser } from "@/lib/auth/guards";
import { endOverdueViews } from "@/lib/auth/view-as/end-view";
import { sealView, VIEW_ONLY_PATH } from "@/lib/auth/view-as/view-cookie";
import { config, proxy } from "@/proxy";

const database = await testDatabase();
const db = database.prisma;
closeAppDatabase();

let ask: InRequest;

beforeAll(async () => {
  ask = await inRequest();
});

const MINUTE = 60_000;
const records = (targetId: string) =>
  db.auditLog.findMany({ where: { targetId, action: { startsWith: "user.view" } }, orderBy: { id: "asc" } });

function formOf(userId: string, viewReason = "A ticket"): FormData {
  const form = new FormData();
  form.set("user", userId);
  form.set("viewReason", viewReason);
  return form;
}

/** An admin's browser in which a view of a user began. */
async function viewing(target?: Person) {
  const admin = await newPerson(database, 0, "ADMIN");
  const user = target ?? (await newPerson(database, 40));
  const session = await sessionCookieOf(database, admin.id);
  const answer = await ask(() => viewAs(freshForm, formOf(user.id)), { cookie: session });
  const cookie = `${session}; ${(answer.headers.get("set-cookie") ?? "").split(";")[0]}`;
  const who = async () => (await ask(async () => (await currentUser())?.id, { cookie })).json();
  return { admin, user, session, cookie, who, answer };
}

const stop = (cookie: string, headers: Record<string, string> = {}) =>
  endView(new Request("http://localhost:3000/api/viewing/end", { method: "POST", headers: { cookie, ...headers } }));

describe("a view as a user", () => {
  test("shows the user's account, and the admin's own session is what it was once it ends", async () => {
    const { admin, user, session, cookie, who, answer } = await viewing();
    expect(answer.headers.get("location")).toBe("/dashboard");
    expect(await who()).toBe(user.id);
    const before = await db.session.findFirstOrThrow({ where: { userId: admin.id } });
    const ended = await stop(cookie);
    expect(ended.status).toBe(303);
    expect(ended.headers.get("location")).toBe(`/admin/users/${user.id}`);
    expect(ended.headers.get("set-cookie")).toMatch(/^refill-view=; .*Max-Age=0/);
    const own = await ask(async () => (await requireAdmin()).id, { cookie: session });
    expect(await own.json()).toBe(admin.id);
    const after = await db.session.findFirstOrThrow({ where: { userId: admin.id } });
    expect(after).toEqual({ ...before, viewedUserId: null, viewUntil: null });
    expect(await records(user.id)).toMatchObject([
      { action: "user.view_started", actorId: admin.id, reason: "A ticket" },
      { action: "user.view_ended", actorId: admin.id, after: { by: "admin" } },
    ]);
  });

  test("ends by itself after fifteen minutes, which is on record, and is over for a copy of the cookie too", async () => {
    const { admin, user, cookie, who } = await viewing();
    const { viewUntil } = await db.session.findFirstOrThrow({ where: { userId: admin.id } });
    const until = viewUntil as Date;
    expect(until.getTime() - Date.now()).toBeGreaterThan(14 * MINUTE);
    expect(until.getTime() - Date.now()).toBeLessThanOrEqual(15 * MINUTE);
    await db.session.updateMany({ where: { userId: admin.id }, data: { viewUntil: new Date(Date.now() - 1) } });
    expect(await who()).toBe(admin.id);
    const over = await ask(async () => (await currentUser())?.view, { cookie });
    expect(await over.json()).toBe("over");
    expect(await endOverdueViews(database, new Date())).toBe(1);
    expect(await endOverdueViews(database, new Date())).toBe(0);
    expect((await records(user.id)).at(-1)).toMatchObject({ action: "user.view_ended", after: { by: "time" } });
  });

  test("is over as soon as its admin is locked, demoted or signed out, or the user becomes an admin", async () => {
    const changes = [
      ({ admin }: { admin: Person }) => db.user.update({ where: { id: admin.id }, data: { lockedAt: new Date() } }),
      ({ admin }: { admin: Person }) => db.user.update({ where: { id: admin.id }, data: { role: "USER" } }),
      ({ admin }: { admin: Person }) =>
        db.session.updateMany({ where: { userId: admin.id }, data: { endedAt: new Date() } }),
      ({ user }: { user: Person }) => db.user.update({ where: { id: user.id }, data: { role: "ADMIN" } }),
    ];
    for (const change of changes) {
      const view = await viewing();
      expect(await view.who()).toBe(view.user.id);
      await change(view);
      expect(await view.who()).not.toBe(view.user.id);
    }
  });

  test("needs a reason and a user who is no admin, and leaves no trace without", async () => {
    const admin = await newPerson(database, 0, "ADMIN");
    const other = await newPerson(database, 0, "ADMIN");
    const cookie = await sessionCookieOf(database, admin.id);
    for (const form of [formOf(other.id), formOf(admin.id), formOf((await newPerson(database)).id, " ")]) {
      const answer = await ask(() => viewAs(freshForm, form), { cookie });
      expect(await answer.json()).toMatchObject({ done: false });
      expect(answer.headers.get("set-cookie")).toBeNull();
    }
    expect(await db.session.count({ where: { userId: admin.id, viewedUserId: { not: null } } })).toBe(0);
    expect(await records(other.id)).toEqual([]);
  });

  test("cannot be made up: a cookie counts with its own session only, and shows what the session's row says", async () => {
    const { admin, cookie, session } = await viewing();
    const marker = cookie.slice(session.length + 2);
    const other = await newPerson(database, 0, "ADMIN");
    const theirs = `${await sessionCookieOf(database, other.id)}; ${marker}`;
    expect(await (await ask(async () => (await currentUser())?.id, { cookie: theirs })).json()).toBe(other.id);
    const { id } = await db.session.findFirstOrThrow({ where: { userId: other.id } });
    const forged = `${theirs.split(";")[0]}; refill-view=${sealView(id, new Date(Date.now() + MINUTE))}`;
    expect(await (await ask(async () => (await currentUser())?.id, { cookie: forged })).json()).toBe(other.id);
    expect(await (await ask(async () => (await currentUser())?.id, { cookie: session })).json()).toBe(admin.id);
  });

  test("is not ended by another site's form", async () => {
    const { cookie, who, user } = await viewing();
    expect((await stop(cookie, { origin: "https://evil.example" })).status).toBe(403);
    expect(await who()).toBe(user.id);
  });

  test("does not show what only its owner may see: setting up codes, confirming an identity, and emails with links", async () => {
    const { cookie } = await viewing();
    const shown = await ask(() => requireOwnUser("/settings/second-factor"), { cookie });
    expect(shown.headers.get("location")).toBe(VIEW_ONLY_PATH);
    for (const file of [
      "app/outbox/owner.ts",
      "app/(account)/settings/second-factor/page.tsx",
      "app/(auth)/confirm-identity/page.tsx",
    ]) {
      expect(readFileSync(file, "utf8"), file).toContain("requireOwnUser(");
    }
  });
});

describe("while an admin views as a user, nothing changes", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
  const addressOf = (file: string) =>
    `/${file
      .replace(/(^|\/)(page|route)\.tsx?$/, "")
      .split("/")
      .filter((part) => !part.startsWith("("))
      .join("/")}`.replaceAll(/\[+\.*(\w+)\]+/g, "$1");
  const pages = files.filter((file) => /(^|\/)page\.tsx$/.test(file)).map(addressOf);
  const routes = files.filter((file) => /(^|\/)route\.tsx?$/.test(file));
  const goesThroughProxy = (path: string) => new RegExp(`^${config.matcher[0]}$`).test(path);

  // Every server action is a POST to the page that shows it, or to any other page.
  test.each(pages)(
    "a POST to %s is refused before any action runs, also with the view's time over in the row",
    async (path) => {
      expect(goesThroughProxy(path)).toBe(true);
      const { cookie, session } = await shared();
      const post = (cookies: string, headers: object = {}) =>
        proxy(
          new NextRequest(`http://localhost:3000${path}`, { method: "POST", headers: { cookie: cookies, ...headers } }),
        );
      for (const headers of [
        { "next-action": "7f".repeat(21) },
        { "content-type": "multipart/form-data; boundary=x" },
      ]) {
        const refused = await post(cookie, headers);
        expect(refused.status).toBe(403);
        expect(refused.headers.get("x-action-redirect")).toBe(`${VIEW_ONLY_PATH};push`);
        expect(refused.headers.get("x-middleware-next")).toBeNull();
      }
      expect((await post(session)).headers.get("x-middleware-next")).toBe("1");
      const read = await proxy(new NextRequest(`http://localhost:3000${path}`, { headers: { cookie } }));
      expect(read.status).toBe(200);
    },
  );

  test("an address that only begins like a file of public/ goes through it as well", () => {
    for (const path of ["/favicon.icon", "/robots.txt/x", "/social.pngs", "/nowhere", "/api/auth/callback/github"]) {
      expect(goesThroughProxy(path), path).toBe(true);
    }
    for (const path of ["/favicon.ico", "/robots.txt", "/api/v1/credits"]) {
      expect(goesThroughProxy(path), path).toBe(false);
    }
  });

  test("the return from a sign-in provider is refused, which would link or sign in", async () => {
    const { cookie } = await shared();
    const url = "http://localhost:3000/api/auth/callback/github?code=x";
    expect((await proxy(new NextRequest(url, { headers: { cookie } }))).status).toBe(403);
  });

  test("routes beside the API either go through the proxy or read no session", () => {
    const free = routes.filter((file) => !file.startsWith("api/v1/") && !goesThroughProxy(addressOf(file)));
    const withSession = free.filter((file) =>
      /session|currentUser|require(User|Admin)|authenticate/i.test(readFileSync(`app/${file}`, "utf8")),
    );
    expect(withSession).toEqual(["api/viewing/end/route.ts"]);
  });

  test("every change by the API is refused, and so is what only people may read", async () => {
    const { cookie } = await shared();
    const before = await fingerprint(database.sql);
    for (const { method, path, access, example, body } of ENDPOINTS) {
      // A public endpoint knows nobody.
      if (access === "public") continue;
      const resource: Resource = await import(
        join(process.cwd(), "app", path.replaceAll("{", "[").replaceAll("}", "]"), "route.ts")
      );
      const answer = async () =>
        call(resource[method], method, {
          headers: { cookie },
          params: example?.params ?? {},
          ...(body && { body: example?.body ?? {} }),
        });
      if (method === "GET" && access !== "person") continue;
      expect((await answer()).json.code, `${method} ${path}`).toBe("view_only");
    }
    expect(await fingerprint(database.sql)).toEqual(before);
  });

  test("reading goes on, as the user", async () => {
    const { cookie, user } = await shared();
    const { GET } = await import("@/app/api/v1/credits/route");
    const answer = await call(GET, "GET", { headers: { cookie } });
    expect(answer).toMatchObject({ status: 200, json: { account: user.accountId, balance: 40 } });
  });

  let one: Awaited<ReturnType<typeof viewing>> | null = null;
  async function shared() {
    one ??= await viewing();
    return one;
  }
});
