import { newPerson, type Person, sessionCookieOf } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { type KeyScope, USER_SCOPES } from "@/lib/auth/api-keys/scopes";
import type { Database } from "@/lib/db";
import { seal } from "@/lib/sealed";

type Cookies = Record<"user" | "locked" | "ended" | "codeDue" | "withoutApp" | "demoted" | "stale" | "good", string>;

/** Sessions of admins and others in every state, where admins need a second factor. */
export async function adminCookies(db: Database): Promise<Cookies> {
  const signedIn = async (role: "USER" | "ADMIN", hasApp = true) => {
    const { id } = await newPerson(db, 0, role);
    const cookie = await sessionCookieOf(db, id);
    if (hasApp) await giveApp(db, id);
    return { id, cookie };
  };
  const all = {
    user: await signedIn("USER"),
    locked: await signedIn("ADMIN"),
    ended: await signedIn("ADMIN"),
    codeDue: await signedIn("ADMIN"),
    withoutApp: await signedIn("ADMIN", false),
    demoted: await signedIn("ADMIN"),
    stale: await signedIn("ADMIN"),
    good: await signedIn("ADMIN"),
  };
  const { session, user } = db.prisma;
  await user.update({ where: { id: all.locked.id }, data: { lockedAt: new Date() } });
  await user.update({ where: { id: all.demoted.id }, data: { role: "USER" } });
  await session.updateMany({ where: { userId: all.ended.id }, data: { endedAt: new Date() } });
  await session.updateMany({ where: { userId: all.codeDue.id }, data: { secondFactorDue: true } });
  const early = new Date(Date.now() - 11 * 60_000);
  await session.updateMany({ where: { userId: all.stale.id }, data: { authenticatedAt: early } });
  return Object.fromEntries(Object.entries(all).map(([name, { cookie }]) => [name, cookie])) as Cookies;
}

/** Bearer credentials without access for admins, each with the code of its refusal. */
export async function refusedTokens(db: Database): Promise<{ who: string; token: string; code: string }[]> {
  const user = await newPerson(db);
  const admin = await adminWithApp(db);
  const withoutApp = await newPerson(db, 0, "ADMIN");
  const locked = await adminWithApp(db);
  const demoted = await adminWithApp(db);
  const [keyOfLocked, keyOfDemoted] = [await keyOf(db, locked, ["admin:*"]), await keyOf(db, demoted, ["admin:*"])];
  const keyOfWithoutApp = await keyOf(db, withoutApp, ["admin:*"]);
  const revoked = await keyOf(db, admin, ["admin:*"]);
  await db.prisma.apiKey.updateMany({ where: { userId: admin.id }, data: { revokedAt: new Date() } });
  await db.prisma.user.update({ where: { id: locked.id }, data: { lockedAt: new Date() } });
  await db.prisma.user.update({ where: { id: demoted.id }, data: { role: "USER" } });
  return [
    { who: "a forged token", token: "nonsense", code: "unauthorized" },
    { who: "a user", token: user.token, code: "not_found" },
    { who: "a locked admin", token: locked.token, code: "unauthorized" },
    { who: "a former admin", token: demoted.token, code: "not_found" },
    { who: "an admin without a second factor", token: withoutApp.token, code: "not_found" },
    { who: "a revoked key", token: revoked, code: "unauthorized" },
    { who: "a key of a locked admin", token: keyOfLocked, code: "unauthorized" },
    { who: "a key of a former admin", token: keyOfDemoted, code: "not_found" },
    { who: "a key of an admin without a second factor", token: keyOfWithoutApp, code: "not_found" },
    { who: "a service key", token: await keyOf(db, admin, ["accounts:*"]), code: "not_found" },
    { who: "a user's key with every scope", token: await keyOf(db, user, [...USER_SCOPES]), code: "not_found" },
    ...(await Promise.all(
      USER_SCOPES.map(async (scope) => ({
        who: `an admin's key with ${scope}`,
        token: await keyOf(db, admin, [scope]),
        code: "not_found",
      })),
    )),
  ];
}

/** An admin with an authenticator app. */
export async function adminWithApp(db: Database): Promise<Person> {
  const person = await newPerson(db, 0, "ADMIN");
  await giveApp(db, person.id);
  return person;
}

export async function keyOf(db: Database, { id: userId }: Person, scopes: KeyScope[]): Promise<string> {
  const { role } = await db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const made = await createApiKey(db.prisma, { owner: { userId, role }, name: "k", scopes }, new Date());
  if (!made.ok) throw new Error(made.reason);
  return made.key;
}

async function giveApp(db: Database, userId: string): Promise<void> {
  const at = new Date();
  const sealedSecret = seal("JBSWY3DPEHPK3PXP", { purpose: "totp secret", owner: userId });
  await db.prisma.totpFactor.create({ data: { userId, sealedSecret, confirmedAt: at, createdAt: at } });
}
