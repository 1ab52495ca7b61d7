import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { cookieName, newCookie } from "@/lib/cookies";
import type { Db } from "@/lib/db";

/** Per user; the least recently used is dropped first. */
const MAX_DEVICES = 10;
const TOKEN = /^[\w-]{43}$/;

/**
 * The token stored in this browser, or just given to it. It grants no access: it keeps others' wrong passwords from locking
 * out someone who has signed in here before. For server actions and route handlers.
 */
export async function deviceToken(): Promise<string> {
  const jar = await cookies();
  const kept = jar.get(cookieName("device"))?.value;
  const token = kept && TOKEN.test(kept) ? kept : randomBytes(32).toString("base64url");
  jar.set(newCookie("device", token));
  return token;
}

/** The token in a request's cookies; null when there is none. */
export function deviceTokenOf(headers: Headers): string | null {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const name = cookieName("device");
  const token = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return token && TOKEN.test(token) ? token : null;
}

/** Records a sign-in with this device. */
export async function rememberDevice(db: Db, { userId, token }: { userId: string; token: string }, at: Date) {
  const hash = hashOf(token);
  await db.knownDevice.upsert({
    where: { userId_hash: { userId, hash } },
    create: { userId, hash, lastSeenAt: at },
    update: { lastSeenAt: at },
  });
  const old = await db.knownDevice.findMany({
    where: { userId },
    orderBy: { lastSeenAt: "desc" },
    skip: MAX_DEVICES,
    select: { hash: true },
  });
  if (old.length > 0) await db.knownDevice.deleteMany({ where: { userId, hash: { in: old.map((one) => one.hash) } } });
}

/** Forgets a user's devices except the one with the token `except`, for example after a password change. */
export async function forgetDevices(
  db: Db,
  { userId, except = null }: { userId: string; except?: string | null },
): Promise<void> {
  await db.knownDevice.deleteMany({ where: { userId, ...(except !== null && { hash: { not: hashOf(except) } }) } });
}

/** Whether the user has signed in with this device before. */
export async function isKnownDevice(db: Db, { userId, token }: { userId: string; token: string }): Promise<boolean> {
  const device = await db.knownDevice.findUnique({ where: { userId_hash: { userId, hash: hashOf(token) } } });
  return device !== null;
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
