import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../dev/demo-accounts";
import { createUser } from "../../lib/auth/create-user";
import { hashPassword } from "../../lib/auth/password";
import { SESSION_SECONDS, sealSession, sessionCookieName } from "../../lib/auth/session";
import { createSession } from "../../lib/auth/sessions/create-session";
import { now } from "../../lib/clock";
import { database } from "../../lib/db";
import { newEmail } from "./people";

// Most stories start after sign-up, with an account and a session created by the app's own verbs. The forms are tested
// in accounts.spec.ts, access.spec.ts and sessions.spec.ts.

let hashOfPassword: Promise<string> | undefined;

/** A user with a verified address and the free plan, signed in in this page's browser and on the dashboard. */
export async function newPerson(page: Page, email = newEmail()): Promise<string> {
  const { id } = await createPerson(email);
  await beginSession(page, id);
  await page.goto("/dashboard");
  return email;
}

/** A user with a verified address and the free plan. */
export async function createPerson(email = newEmail()): Promise<{ id: string; email: string }> {
  hashOfPassword ??= hashPassword(DEMO_PASSWORD);
  const at = await now();
  const person = { email, name: null, passwordHash: await hashOfPassword, emailVerified: at };
  const user = await createUser(database(), person, at);
  if (!user) throw new Error(`${email} is taken.`);
  return { id: user.id, email };
}

/** Signs in an existing user in this page's browser. */
export async function signedInAs(page: Page, email: string): Promise<void> {
  const { id } = await database().prisma.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  await beginSession(page, id);
}

/** The Cookie header of an existing user who has just signed in, for requests without a browser. */
export async function cookieOf(email: string): Promise<string> {
  const { id } = await database().prisma.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return `${sessionCookieName()}=${await newSession(id, "test")}`;
}

async function newSession(userId: string, userAgent: string): Promise<string> {
  const device = { userAgent, network: null };
  return sealSession(await createSession(database().prisma, { userId, method: "password", device }, new Date()));
}

async function beginSession(page: Page, userId: string): Promise<void> {
  const value = await newSession(userId, await page.evaluate(() => navigator.userAgent));
  const expires = Math.floor(Date.now() / 1000) + SESSION_SECONDS;
  const cookie = { name: sessionCookieName(), value, httpOnly: true, expires };
  await page.context().addCookies([{ ...cookie, sameSite: "Lax", url: process.env.APP_URL ?? "" }]);
}
