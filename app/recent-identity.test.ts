import { beforeAll, describe, expect, test } from "vitest";
import { refund } from "@/app/admin/payments/actions";
import { savePack, setArchived } from "@/app/admin/plans/actions";
import { savePromoCode, setCodeArchived } from "@/app/admin/promo-codes/actions";
import { saveMeter, setMeterArchived } from "@/app/admin/rate-card/actions";
import { remove, rename, save as saveView } from "@/app/admin/saved-views/actions";
import { freshEdit } from "@/components/admin/catalogue/edit-state";
import { freshRefund } from "@/components/admin/payments/refund-state";
import { freshMeter } from "@/components/admin/rate-card/meter-state";
import { freshForm } from "@/components/ui/form-state";
import { testDatabase } from "@/dev/testing/database";
import { serveRoute } from "@/dev/testing/next-server";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { requireUser } from "@/lib/auth/guards";
import { hashPassword } from "@/lib/auth/password";
import { proveByPassword } from "@/lib/auth/prove-identity";
import { createRateLimits } from "@/lib/auth/rate-limits";
import { confirmIdentityPath, requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { sealSession, sessionCookieName } from "@/lib/auth/session";
import { createSession } from "@/lib/auth/sessions/create-session";

const database = await testDatabase();
const db = database.prisma;
closeAppDatabase();

const PASSWORD = "a horse of some battery";
const limits = createRateLimits(database, { signInPerAccount: 80, signInPerIp: 1000, signUpPerIp: 1000 });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

async function someone(role: "USER" | "ADMIN" = "USER", at = minutesAgo(11)) {
  const { id: userId, email } = await newPerson(database, 0, role);
  await db.user.update({ where: { id: userId }, data: { passwordHash: await hashPassword(PASSWORD) } });
  const device = { userAgent: null, network: null };
  const ticket = await createSession(db, { userId, method: "password", device }, at);
  const claim = {
    userId,
    sessionId: ticket.sessionId,
    email,
    hasSecondFactor: false,
    ip: "198.51.100.7",
    network: null,
  };
  return { userId, claim, cookie: `${sessionCookieName()}=${await sealSession(ticket)}` };
}

/** Runs `work` like a page or an action, with this cookie; its result is the response. */
let ask: (work: () => Promise<unknown>, cookie: string) => Promise<Response>;
let work: () => Promise<unknown> = async () => null;
const POST = async () => Response.json((await work()) ?? null);

beforeAll(async () => {
  const url = await serveRoute(
    async () => ({ POST }),
    () => ({}),
  );
  ask = (next, cookie) => {
    work = next;
    return fetch(url, { method: "POST", headers: { cookie }, redirect: "manual" });
  };
});

describe("a page that requires a recent identity check", () => {
  const page = async () => requireRecentIdentity(await requireUser(), "/settings?tab=keys");

  test("asks a user who signed in ten minutes ago to confirm their identity, then returns to the same page", async () => {
    const { claim, cookie } = await someone();
    const sent = await ask(page, cookie);
    expect(sent.headers.get("location")).toBe("/confirm-identity?next=%2Fsettings%3Ftab%3Dkeys");
    await proveByPassword({ database, limits }, { ...claim, password: PASSWORD }, new Date());
    expect((await ask(page, cookie)).status).toBe(200);
  });

  test("never redirects to another site", () => {
    expect(confirmIdentityPath("https://evil.example/")).toBe("/confirm-identity?next=%2Fdashboard");
    expect(confirmIdentityPath("/confirm-identity?next=/billing")).toBe("/confirm-identity?next=%2Fdashboard");
  });

  test("does not accept a wrong password, and limits attempts like sign-in", async () => {
    const { claim, cookie } = await someone();
    const at = new Date();
    const prove = (password: string) => proveByPassword({ database, limits }, { ...claim, password }, at);
    expect(await prove("wrong")).toEqual({ ok: false, reason: "wrong" });
    expect((await ask(page, cookie)).status).toBe(307);
    for (let n = 0; n < 3; n++) expect(await prove("wrong")).toEqual({ ok: false, reason: "wrong" });
    expect(await prove(PASSWORD)).toMatchObject({ ok: false, reason: "rate_limited" });
    expect((await ask(page, cookie)).status).toBe(307);
  });

  test("does not accept another user's password", async () => {
    const [mine, theirs] = [await someone(), await someone()];
    const claim = { ...mine.claim, email: theirs.claim.email, password: PASSWORD };
    expect(await proveByPassword({ database, limits }, claim, new Date())).toEqual({ ok: false, reason: "wrong" });
    expect((await ask(page, mine.cookie)).status).toBe(307);
  });
});

describe("an admin action that affects money", () => {
  const id = "01936d3e-0000-7000-8000-000000000000";
  const form = () => {
    const typed = new FormData();
    typed.set("name", "A pack");
    typed.set("code", "LATE");
    typed.set("credits", "5");
    return typed;
  };

  test("is refused without a recent identity check, and the form keeps its input", async () => {
    const { cookie } = await someone("ADMIN");
    const saves = [
      () => savePack(freshEdit, form()),
      () => savePromoCode(freshForm, form()),
      () => saveMeter(freshMeter, form()),
      () => refund(freshRefund, form()),
    ];
    for (const save of saves) {
      const answer = await ask(save, cookie);
      expect(await answer.json()).toMatchObject({ unconfirmed: true, values: { name: "A pack" } });
    }
    expect(await db.promoCode.count()).toBe(0);
    const presses = [
      () => setArchived("pack", { id, version: 1 }, true),
      () => setCodeArchived(id, true),
      () => setMeterArchived(id, true, 1),
      () => saveView({ list: "USERS", query: "is=locked", name: "Locked" }),
      () => rename(id, "Locked"),
      () => remove(id),
    ];
    for (const press of presses) {
      expect((await ask(press, cookie)).headers.get("location")).toMatch(/^\/confirm-identity\?next=%2Fadmin%2F/);
    }
  });

  test("is accepted with a recent identity check", async () => {
    const { cookie } = await someone("ADMIN", minutesAgo(1));
    await ask(() => savePromoCode(freshForm, form()), cookie);
    expect(await db.promoCode.count({ where: { code: "LATE" } })).toBe(1);
  });
});
