import https from "node:https";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { confirmWithProvider, linkProvider, unlinkProvider } from "@/app/(account)/settings/oauth-actions";
import { signInWithProvider } from "@/app/(auth)/actions";
import { POST as makeKey } from "@/app/api/v1/api-keys/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { freshForm } from "@/components/ui/form-state";
import { type Browser, newBrowser } from "@/dev/testing/browser";
import { testDatabase } from "@/dev/testing/database";
import { type FakeGithub, fakeGithub, type GithubPerson } from "@/dev/testing/fake-github";
import { serveRoute } from "@/dev/testing/next-server";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { hashPassword } from "@/lib/auth/password";
import { openSession, sealSession, sessionCookieName } from "@/lib/auth/session";
import { createSession } from "@/lib/auth/sessions/create-session";

const db = await testDatabase();
closeAppDatabase();

const PASSWORD = "a horse of some battery";
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

let app = "";
let actions = "";
let github: FakeGithub;
let work: () => Promise<unknown> = async () => null;
const POST = async () => Response.json((await work()) ?? null);

beforeAll(async () => {
  github = await fakeGithub();
  app = await serveRoute(
    () => import("./route"),
    (url) => ({ nextauth: url.pathname.split("/").slice(3) }),
  );
  actions = await serveRoute(
    async () => ({ POST }),
    () => ({}),
  );
  vi.stubEnv("APP_URL", app);
  vi.stubEnv("GITHUB_URL", github.url);
  vi.stubEnv("GITHUB_ID", "client");
  vi.stubEnv("GITHUB_SECRET", "secret");
  vi.stubEnv("GOOGLE_ID", "client");
  vi.stubEnv("GOOGLE_SECRET", "secret");
});

let people = 0;
/** A GitHub user, with a verified address by default. */
function octocat(email = `octo${people + 1}@example.com`, verified = true): GithubPerson {
  people++;
  return { id: 1000 + people, login: `octo${people}`, emails: [{ email, primary: true, verified }] };
}

/** Presses "Continue with GitHub" in this browser and goes through GitHub; returns the final URL. */
async function throughGithub(browser: Browser, person: GithubPerson, next = "/dashboard"): Promise<string> {
  return goOn(browser, person, await press(browser, () => signInWithProvider(freshForm, toGithub({ next }))));
}

/** Presses "Link" in the settings and goes through GitHub; returns the final URL. */
async function linkGithub(browser: Browser, person: GithubPerson): Promise<string> {
  return goOn(browser, person, await press(browser, () => linkProvider(freshForm, toGithub())));
}

/** Confirms the user's identity with GitHub; returns the final URL. */
async function confirmWithGithub(browser: Browser, person: GithubPerson, next = "/settings"): Promise<string> {
  return goOn(browser, person, await press(browser, () => confirmWithProvider(freshForm, toGithub({ next }))));
}

function toGithub(fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ provider: "github", ...fields })) form.set(name, value);
  return form;
}

/** Goes where the app redirected to, through GitHub and back. */
async function goOn(browser: Browser, person: GithubPerson, sent: Response): Promise<string> {
  github.signIn(person);
  const away = await browser.get(sent.headers.get("location") ?? "");
  const back = await browser.get(away.headers.get("location") ?? "");
  const landed = new URL(back.headers.get("location") ?? "", app);
  // next-auth redirects through its own pages on the way to the app's.
  if (!landed.pathname.startsWith("/api/auth/")) return landed.href.slice(landed.origin.length);
  const last = new URL((await browser.get(landed.href)).headers.get("location") ?? "", app);
  return last.href.slice(last.origin.length);
}

/** Presses a button on a page in this browser. */
async function press(browser: Browser, action: () => Promise<unknown>): Promise<Response> {
  work = action;
  return browser.post(actions);
}

async function userOf(browser: Browser): Promise<string | null> {
  const session = await (await browser.get(`${app}/api/auth/session`)).json();
  return session.user?.id ?? null;
}

const identities = (userId: string) => db.prisma.account.findMany({ where: { userId } });
const subjects = async (userId: string) =>
  (await db.prisma.mail.findMany({ where: { userId } })).map(({ subject }) => subject);

/** A person with a password, and a browser that signed in `minutes` ago. */
async function owner(minutes = 1) {
  const person = await newPerson(db);
  const passwordHash = await hashPassword(PASSWORD);
  await db.prisma.user.update({ where: { id: person.id }, data: { passwordHash } });
  const device = { userAgent: null, network: null };
  const ticket = await createSession(db.prisma, { userId: person.id, method: "password", device }, minutesAgo(minutes));
  const cookie = `${sessionCookieName()}=${await sealSession(ticket)}`;
  return { ...person, ticket, cookie, browser: newBrowser(cookie) };
}

async function linked(minutes = 1) {
  const someone = await owner(minutes);
  const person = octocat();
  await linkGithub(someone.browser, person);
  return { ...someone, person };
}

describe("linking", () => {
  test("a stolen cookie cannot link an account: the attacker's GitHub never signs in as its owner", async () => {
    const victim = await owner();
    const attacker = octocat();
    await throughGithub(newBrowser(victim.cookie), attacker);
    expect(await identities(victim.id)).toEqual([]);
    const fresh = newBrowser();
    await throughGithub(fresh, attacker);
    expect(await userOf(fresh)).not.toBe(victim.id);
    expect(await userOf(fresh)).not.toBeNull();
    expect(await userOf(newBrowser(victim.cookie))).toBe(victim.id);
  });

  test("a stolen cookie cannot start linking ten minutes after sign-in", async () => {
    const victim = await owner(11);
    const browser = newBrowser(victim.cookie);
    for (const action of [() => linkProvider(freshForm, toGithub()), () => unlinkProvider("github")]) {
      const sent = await press(browser, action);
      expect(sent.headers.get("location")).toBe("/confirm-identity?next=%2Fsettings");
    }
    await throughGithub(browser, octocat());
    expect(await identities(victim.id)).toEqual([]);
  });

  test("from the settings, right after sign-in, allows that GitHub account and notifies the owner", async () => {
    const { id, browser } = await owner();
    const person = octocat("private@elsewhere.example", false);
    expect(await linkGithub(browser, person)).toBe("/settings?linked=github#linked-accounts");
    expect(await userOf(browser)).toBe(id);
    expect(await subjects(id)).toEqual(["GitHub was linked to your account"]);
    expect(await db.prisma.auditLog.count({ where: { targetId: id, action: "oauth.linked" } })).toBe(1);
    const fresh = newBrowser();
    expect(await throughGithub(fresh, person)).toBe("/dashboard");
    expect(await userOf(fresh)).toBe(id);
  });

  test("works once, and only for the session that started it", async () => {
    const { id, browser, person } = await linked();
    await throughGithub(browser, octocat());
    expect(await identities(id)).toMatchObject([{ providerAccountId: String(person.id) }]);

    const [victim, other] = [await owner(), await owner()];
    await press(other.browser, () => linkProvider(freshForm, toGithub()));
    const mixed = newBrowser(`${victim.cookie}; refill-oauth-intent=${other.browser.cookie("refill-oauth-intent")}`);
    await throughGithub(mixed, octocat());
    expect(await identities(victim.id)).toEqual([]);
  });

  test("never takes a GitHub account from another user", async () => {
    const [first, second] = [await linked(), await owner()];
    expect(await linkGithub(second.browser, first.person)).toBe("/settings?taken=github#linked-accounts");
    expect(await identities(second.id)).toEqual([]);
    expect(await identities(first.id)).toHaveLength(1);
  });

  test("can be undone in the settings, unless it is the only way to sign in", async () => {
    const { id, browser, person } = await linked();
    const unlink = async () => (await press(browser, () => unlinkProvider("github"))).json();
    await db.prisma.user.update({ where: { id }, data: { passwordHash: null } });
    expect(await unlink()).toEqual({ ok: false, reason: "last_way_in" });
    await db.prisma.user.update({ where: { id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    expect(await unlink()).toEqual({ ok: true });
    expect(await unlink()).toEqual({ ok: false, reason: "not_linked" });
    expect(await subjects(id)).toContain("GitHub was unlinked from your account");
    const fresh = newBrowser();
    await throughGithub(fresh, person);
    expect(await userOf(fresh)).not.toBe(id);
  });
});

describe("an address that has an account", () => {
  test("and was verified is not linked silently: the person is told to sign in and link it", async () => {
    const { id, email } = await owner();
    const browser = newBrowser();
    expect(await throughGithub(browser, octocat(email))).toContain("/signin?error=OAuthAccountNotLinked");
    expect(await userOf(browser)).toBeNull();
    expect(await identities(id)).toEqual([]);
  });

  test("and was claimed by a stranger goes to the owner that GitHub verified, and ends everything of the stranger", async () => {
    const squatter = await owner();
    const { id, email, token, ticket } = squatter;
    await db.prisma.user.update({ where: { id }, data: { emailVerified: null } });
    const { json } = await call(makeKey, "POST", { token, body: { name: "left behind" } });
    await db.prisma.account.create({
      data: { userId: id, type: "oauth", provider: "github", providerAccountId: "666" },
    });
    await db.prisma.totpFactor.create({ data: { userId: id, sealedSecret: Buffer.from("x"), createdAt: new Date() } });

    const browser = newBrowser();
    expect(await throughGithub(browser, octocat(email.toUpperCase()))).toBe("/dashboard");
    expect(await userOf(browser)).toBe(id);
    expect(await db.prisma.user.findUnique({ where: { id }, include: { totpFactor: true } })).toMatchObject({
      passwordHash: null,
      emailVerified: expect.any(Date),
      totpFactor: null,
    });
    expect(await userOf(squatter.browser)).toBeNull();
    expect(await call(getCredits, "GET", { token })).toMatchObject({ status: 401 });
    const key = String(json.key);
    await expect.poll(() => call(getCredits, "GET", { token: key }), { timeout: 1000 }).toMatchObject({ status: 401 });
    const renewed = newBrowser(
      `${sessionCookieName()}=${await sealSession({ ...ticket, version: ticket.version + 1 })}`,
    );
    expect(await userOf(renewed)).toBeNull();
    expect((await identities(id)).map(({ providerAccountId }) => providerAccountId)).not.toContain("666");
    expect(await subjects(id)).toContain("You took over an unverified account");
    expect(await db.prisma.auditLog.count({ where: { targetId: id, action: "oauth.address_claimed" } })).toBe(1);
  });

  test("is not matched by an address that GitHub has not verified, and no account is created with one", async () => {
    const squatted = await owner();
    await db.prisma.user.update({ where: { id: squatted.id }, data: { emailVerified: null } });
    for (const email of [squatted.email, "nobody@unverified.example"]) {
      const browser = newBrowser();
      expect(await throughGithub(browser, octocat(email, false))).toContain("/signin?error=AccessDenied");
      expect(await userOf(browser)).toBeNull();
    }
    expect(await userOf(squatted.browser)).toBe(squatted.id);
    expect(await db.prisma.user.count({ where: { email: "nobody@unverified.example" } })).toBe(0);
  });

  test("and none: a new account with a verified address", async () => {
    const browser = newBrowser();
    expect(await throughGithub(browser, octocat("new@example.com"), "/credits")).toBe("/credits");
    const user = await db.prisma.user.findUnique({ where: { email: "new@example.com" } });
    expect(user).toMatchObject({ emailVerified: expect.any(Date), passwordHash: null });
    expect(await userOf(browser)).toBe(user?.id);
  });

  test("and is locked cannot be signed in to", async () => {
    const { id, person } = await linked();
    await db.prisma.user.update({ where: { id }, data: { lockedAt: new Date() } });
    const browser = newBrowser();
    expect(await throughGithub(browser, person)).toContain("error=AccessDenied");
    expect(await userOf(browser)).toBeNull();
  });
});

describe("confirming an identity", () => {
  const isRecent = async ({ ticket }: { ticket: { sessionId: string } }) => {
    const session = await db.prisma.session.findUniqueOrThrow({ where: { id: ticket.sessionId } });
    return session.authenticatedAt > minutesAgo(10);
  };

  test("works with the linked GitHub account, and continues to the requested page with the same session", async () => {
    const someone = await linked();
    const { browser, person, ticket } = someone;
    await db.prisma.session.update({ where: { id: ticket.sessionId }, data: { authenticatedAt: minutesAgo(60) } });
    expect(await confirmWithGithub(browser, person, "/settings?tab=keys")).toBe("/settings?tab=keys");
    expect(await isRecent(someone)).toBe(true);
    expect(await openSession(browser.cookie(sessionCookieName()))).toEqual(ticket);
  });

  test("works neither with another GitHub account nor around a second factor", async () => {
    const someone = await linked();
    const { id, browser, person, ticket } = someone;
    await db.prisma.session.update({ where: { id: ticket.sessionId }, data: { authenticatedAt: minutesAgo(60) } });
    expect(await confirmWithGithub(browser, octocat())).toBe("/confirm-identity?error=github&next=%2Fsettings");
    expect(await userOf(browser)).toBe(id);
    const factor = { userId: id, sealedSecret: Buffer.from("x"), confirmedAt: new Date(), createdAt: new Date() };
    await db.prisma.totpFactor.create({ data: factor });
    expect(await confirmWithGithub(browser, person)).toContain("/confirm-identity?error=github");
    expect(await isRecent(someone)).toBe(false);
  });
});

describe("a second factor", () => {
  const turnOn = (userId: string) =>
    db.prisma.totpFactor.create({
      data: { userId, sealedSecret: Buffer.from("x"), confirmedAt: new Date(), createdAt: new Date() },
    });

  test("is required after GitHub as after a password", async () => {
    const { id, person } = await linked();
    await turnOn(id);
    const browser = newBrowser();
    await throughGithub(browser, person);
    expect(await userOf(browser)).toBeNull();
    expect(await db.prisma.session.count({ where: { userId: id, secondFactorDue: true } })).toBe(1);
  });

  test("is required after next-auth's own sign-in with a password", async () => {
    const { id, email } = await owner();
    const signIn = async () => {
      const browser = newBrowser();
      const { csrfToken } = await (await browser.get(`${app}/api/auth/csrf`)).json();
      await browser.post(`${app}/api/auth/callback/credentials`, { csrfToken, email, password: PASSWORD });
      return browser;
    };
    expect(await userOf(await signIn())).toBe(id);
    await turnOn(id);
    const browser = await signIn();
    expect(browser.cookie(sessionCookieName())).toBeDefined();
    expect(await userOf(browser)).toBeNull();
    const cookie = `${sessionCookieName()}=${browser.cookie(sessionCookieName())}`;
    expect(await call(getCredits, "GET", { headers: { cookie } })).toMatchObject({ status: 401 });
  });
});

test("a session cookie still belongs to its owner after someone else used a copy of it to link GitHub", async () => {
  const victim = await owner();
  const copy = newBrowser(await sessionCookieOf(db, victim.id));
  await throughGithub(copy, octocat());
  expect(await userOf(copy)).not.toBe(victim.id);
  expect(await userOf(victim.browser)).toBe(victim.id);
});

describe("the button of a provider", () => {
  const refusal = async (browser: Browser, provider: string) => {
    const form = toGithub({ provider });
    return (await press(browser, () => signInWithProvider(freshForm, form))).json();
  };

  test("goes nowhere when the app has no such provider", async () => {
    for (const provider of ["gitlab", "constructor", "credentials", ""]) {
      const state = await refusal(newBrowser(), provider);
      expect(state.message, provider).toBe(
        "This way to sign in is no longer available. Reload the page to see the others.",
      );
    }
  });

  test("says so when the provider does not answer", async () => {
    const request = vi.spyOn(https, "request").mockImplementation(() => {
      throw new Error("getaddrinfo ENOTFOUND accounts.google.com");
    });
    try {
      const state = await refusal(newBrowser(), "google");
      expect(state.message).toBe("Google did not answer. Try again in a few minutes.");
    } finally {
      request.mockRestore();
    }
  });

  test("leads only to pages of this app", async () => {
    expect(await throughGithub(newBrowser(), octocat(), "https://evil.example/")).toBe("/dashboard");
  });

  test("works in a browser whose cookie of the callback URL is broken", async () => {
    const browser = newBrowser("next-auth.callback-url=http%3A%2F%2F%5B");
    expect(await throughGithub(browser, octocat(), "/credits")).toBe("/credits");
  });
});
