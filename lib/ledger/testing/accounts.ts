import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";

export const NOON = new Date("2026-11-21T12:00:00Z");

export const HOUR = 3_600_000;

export const after = (time: Date, ms: number): Date => new Date(time.getTime() + ms);

/** A new user's id. */
export async function newUser(db: Database): Promise<string> {
  const { id } = await db.prisma.user.create({ data: { email: `${randomUUID()}@example.com` } });
  return id;
}

/** The id of a new user's empty credit account. */
export async function newAccount(db: Database, now = NOON): Promise<string> {
  return openAccount(db.sql, await newUser(db), now);
}
