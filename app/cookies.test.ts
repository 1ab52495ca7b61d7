import { readFileSync } from "node:fs";
import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { hideFirstSteps } from "@/app/(account)/dashboard/hide-first-steps";
import { linkProvider } from "@/app/(account)/settings/oauth-actions";
import { signInAction, signOutAction, signUpAction } from "@/app/(auth)/actions";
import { giveSecondFactor } from "@/app/(auth)/signin/second-factor/actions";
import { viewAs } from "@/app/admin/users/view-action";
import { POST as endView } from "@/app/api/viewing/end/route";
import { freshForm } from "@/components/ui/form-state";
import { testDatabase } from "@/dev/testing/database";
import { fakeGithub } from "@/dev/testing/fake-github";
import { inRequest } from "@/dev/testing/in-request";
import { serveRoute } from "@/dev/testing/next-server";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { forgetGoal } from "@/lib/auth/goal-cookie";
import { authOptions } from "@/lib/auth/options";
import { hashPassword } from "@/lib/auth/password";
import { enableSecondFactor } from "@/lib/auth/second-factor/enable-second-factor";
import { beginEnrolment } from "@/lib/auth/second-factor/enrolment";
import { totpCode } from "@/lib/auth/second-factor/totp";
import { createSession } from "@/lib/auth/sessions/create-session";
import { COOKIES, type Cookie, cookieName, scriptCookie } from "@/lib/cookies";
import { proxy } from "@/proxy";

const PUBLIC = "https://localhost:3000";
const PASSWORD = "a horse of some battery";

vi.stubEnv("APP_URL", PUBLIC);
const database = await testDatabase();
closeAppDatabase();

/** Every Set-Cookie of the flows below. */
const lines: string[] = [];
const jar = new Map<string, string>();

function keep(answer: Response): Response {
  for (const line of answer.headers.getSetCookie()) {
    lines.push(line);
    const [pair = ""] = line.split(";");
    jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }
  return answer;
}

const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

const formOf = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

beforeAll(async () => {
  const prisma = database.prisma;
  const [ask, github] = await Promise.all([inRequest(), fakeGithub()]);
  const auth = await serveRoute(
    () => import("@/app/api/auth/[...nextauth]/route"),
    (url) => ({ nextauth: url.pathname.split("/").slice(3) }),
  );
  vi.stubEnv("GITHUB_URL", github.url);
  vi.stubEnv("GITHUB_ID", "client");
  vi.stubEnv("GITHUB_SECRET", "secret");
  const act = async (work: () => Promise<unknown>) => keep(await ask(work, { cookie: cookies() }));
  /** A request to the app, which is not at its public address here, or to GitHub. */
  const send = async (url: string, fields?: Record<string, string>) => {
    const init = fields ? { method: "POST", body: new URLSearchParams(fields) } : {};
    const target = url.replace(PUBLIC, auth);
    const isApp = target.startsWith(auth);
    const answer = await fetch(target, { ...init, redirect: "manual", headers: isApp ? { cookie: cookies() } : {} });
    return isApp ? keep(answer) : answer;
  };

  keep(await proxy(new NextRequest(`${PUBLIC}/signup?ref=abcd1234`)));
  keep(await proxy(new NextRequest(`${PUBLIC}/buy?plan=pro`)));
  const email = "ada@example.com";
  await act(() => signUpAction(freshForm, formOf({ email, password: PASSWORD })));
  await act(hideFirstSteps);
  await act(forgetGoal);
  await act(signOutAction);
  await act(() => signInAction(freshForm, formOf({ email, password: PASSWORD })));

  github.signIn({ id: 1, login: "ada", emails: [{ email, primary: true, verified: true }] });
  const start = await act(() => linkProvider(freshForm, formOf({ provider: "github" })));
  const away = await send(start.headers.get("location") ?? "");
  await send(away.headers.get("location") ?? "");
  jar.set(cookieName("callbackUrl"), "http://[");
  await send(`${PUBLIC}/api/auth/session`);
  const again = await (await send(`${PUBLIC}/api/auth/csrf`)).json();
  await send(`${PUBLIC}/api/auth/signout`, { csrfToken: again.csrfToken, json: "true" });

  const careful = await newPerson(database);
  await prisma.user.update({ where: { id: careful.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
  const device = { userAgent: null, network: null };
  const at = new Date();
  const ticket = await createSession(prisma, { userId: careful.id, method: "password", device }, at);
  const { secret, sealed } = beginEnrolment(ticket, at);
  const on = await enableSecondFactor(database, { ...ticket, sealed, code: totpCode(secret, at) }, at);
  expect(on.ok).toBe(true);
  await act(() => signInAction(freshForm, formOf({ email: careful.email, password: PASSWORD })));
  const code = totpCode(secret, new Date(at.getTime() + 30_000));
  await act(() => giveSecondFactor(freshForm, formOf({ code, next: "/dashboard" })));

  const admin = await newPerson(database, 0, "ADMIN");
  const [name = "", value = ""] = (await sessionCookieOf(database, admin.id)).split("=");
  jar.set(name, value);
  await act(() => viewAs(freshForm, formOf({ user: careful.id, viewReason: "A ticket" })));
  keep(await endView(new Request(`${PUBLIC}/api/viewing/end`, { method: "POST", headers: { cookie: cookies() } })));
});

const byName = new Map(
  Object.entries(COOKIES).map(([cookie, { name, seconds }]) => [`__Host-${name}`, { cookie, seconds }]),
);

type Attributes = { name: string; value: string; flags: string[]; lasting: string[] };

function attributesOf(line: string): Attributes {
  const [pair = "", ...attributes] = line.split(/;\s*/);
  const isLasting = (attribute: string) => /^(max-age|expires)=/i.test(attribute);
  return {
    name: pair.slice(0, pair.indexOf("=")),
    value: pair.slice(pair.indexOf("=") + 1),
    flags: attributes.filter((one) => !isLasting(one)).map((one) => one.toLowerCase()),
    lasting: attributes.filter(isLasting),
  };
}

test("every cookie of every flow is in the table, from this host alone, over https, and not for scripts or other sites", () => {
  for (const line of lines) {
    const { name, value, flags } = attributesOf(line);
    expect(byName.has(name), line).toBe(true);
    expect(flags.sort(), line).toEqual(["httponly", "path=/", "samesite=lax", "secure"]);
    expect(name.length + value.length, line).toBeLessThan(4096);
  }
});

test("each lasts as long as the table says, or is removed", () => {
  for (const line of lines) {
    const { name, value, lasting } = attributesOf(line);
    const seconds = byName.get(name)?.seconds;
    const [maxAge] = lasting.flatMap((one) => /^max-age=(\d+)$/i.exec(one)?.[1] ?? []);
    // Next loses the Max-Age=0 of next-auth's, which are then empty until the browser closes.
    if (value === "") expect(["0", undefined], line).toContain(maxAge);
    else expect(maxAge === undefined ? null : Number(maxAge), line).toBe(seconds);
  }
});

test("every cookie of the table is set by a flow, is next-auth's with Google, or is set by a script", () => {
  const seen = new Set(lines.map((line) => byName.get(attributesOf(line).name)?.cookie));
  const unseen = Object.keys(COOKIES).filter((cookie) => !seen.has(cookie));
  expect(unseen).toEqual(["codeVerifier", "nonce", "timeZone"]);
  const names = Object.values(authOptions().cookies ?? {}).map(({ name }) => name);
  for (const cookie of ["codeVerifier", "nonce"] satisfies Cookie[]) expect(names).toContain(cookieName(cookie));
  for (const { options } of Object.values(authOptions().cookies ?? {})) {
    expect(options).toMatchObject({ httpOnly: true, secure: true, sameSite: "lax", path: "/" });
  }
  expect(scriptCookie("timeZone")).toEqual({
    name: "__Host-tz",
    attributes: "path=/; max-age=31536000; samesite=lax; secure",
  });
});

test("docs/security.md lists them, with how long they last", () => {
  const [, section = ""] = readFileSync("docs/security.md", "utf8").split("\n## Cookies\n");
  const rows = [...(section.split("\n## ")[0] ?? "").matchAll(/^\| `([\w.-]+)` \|.*\| ([^|]+) \|$/gm)];
  const documented = Object.fromEntries(rows.map(([, name, lasting]) => [name, lasting]));
  const expected = Object.values(COOKIES).map(({ name, seconds }) => [name, lastingOf(seconds)]);
  expect(documented).toEqual(Object.fromEntries(expected));
});

function lastingOf(seconds: number | null): string {
  if (seconds === null) return "Until the browser closes";
  const [count, unit] = seconds % 86_400 === 0 ? [seconds / 86_400, "day"] : [seconds / 60, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
