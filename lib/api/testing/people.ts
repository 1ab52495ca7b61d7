import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { sealSession, sessionCookieName } from "@/lib/auth/session";
import { createSession } from "@/lib/auth/sessions/create-session";
import { issueToken } from "@/lib/auth/token";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { now } from "@/lib/clock";
import { closeDatabases, type Database } from "@/lib/db";
import { env } from "@/lib/env";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { notifications } from "@/lib/notifications";

export type Person = { id: string; email: string; accountId: string; token: string };

/** Creates a user with this many credits, and a bearer token for them. */
export async function newPerson(db: Database, credits = 0, role: "USER" | "ADMIN" = "USER"): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  const { id } = await db.prisma.user.create({ data: { email, role, emailVerified: new Date() } });
  const at = await now();
  const accountId = await openAccount(db.sql, id, at);
  if (credits > 0) {
    const lot = { accountId, kind: "PACK", amount: BigInt(credits), sourceKey: "first", actor: "system" } as const;
    await grant(db.sql, lot, at);
  }
  const token = await issueToken({ userId: id, version: 0 }, { secret: env().NEXTAUTH_SECRET, issuer: env().APP_URL });
  return { id, email, accountId, token };
}

/** The same, as after sign-up: on the free plan, with the credits of its first month. Needs the catalogue. */
export async function newWelcomedPerson(db: Database): Promise<Person> {
  const person = await newPerson(db);
  const at = await now();
  await db.transaction((tx, sql) => welcomeUser({ db: tx, sql }, { userId: person.id }, at));
  return person;
}

/** The Cookie header of a browser in which this user has just signed in. */
export async function sessionCookieOf(db: Database, userId: string): Promise<string> {
  const device = { userAgent: "test", network: null };
  const ticket = await createSession(db.prisma, { userId, method: "password", device }, new Date());
  return `${sessionCookieName()}=${await sealSession(ticket)}`;
}

/** Handlers open the app's own database; this closes it after the tests of the file. */
export function closeAppDatabase(): void {
  afterAll(async () => {
    await notifications().close();
    await closeDatabases();
  });
}
