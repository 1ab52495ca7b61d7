import { randomUUID } from "node:crypto";
import type { Database, Sql } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";

export const NOON = new Date("2026-11-21T12:00:00Z");

export const HOUR = 3_600_000;

export const after = (time: Date, ms: number): Date => new Date(time.getTime() + ms);

/** The id of a new user with a verified address. */
export async function newUser(db: Database): Promise<string> {
  const { id } = await db.prisma.user.create({ data: { email: `${randomUUID()}@example.com`, emailVerified: NOON } });
  return id;
}

/** The id of a new user's empty credit account. */
export async function newAccount(db: Database, now = NOON): Promise<string> {
  return openAccount(db.sql, await newUser(db), now);
}

/** Gives an account without entries a debt, as a clawback of spent credits does. */
export async function oweCredits(db: Database, accountId: string, debt: bigint, now = NOON): Promise<void> {
  await db.sql`
    INSERT INTO ledger_entry (account_id, seq, type, amount, balance_before, balance_after, allocations, created_at)
    VALUES (
      ${accountId}::uuid, 1, 'CLAWBACK', ${-debt}::bigint, 0, ${-debt}::bigint,
      jsonb_build_array(jsonb_build_object('debt', ${-debt}::bigint)), ${now}::timestamptz
    )`;
  await db.sql`
    UPDATE credit_account SET seq = 1, balance = ${-debt}::bigint, debt = ${debt}::bigint WHERE id = ${accountId}::uuid`;
}

/** Pins credits of a lot with an open hold. */
export async function pinCredits(sql: Sql, accountId: string, lotId: string, amount: bigint): Promise<void> {
  await sql`
    INSERT INTO credit_hold (account_id, id, amount, expires_at, allocations, created_at)
    VALUES (
      ${accountId}::uuid, ${randomUUID()}::uuid, ${amount}::bigint, ${after(NOON, 1000 * HOUR)}::timestamptz,
      jsonb_build_array(jsonb_build_object('lot', ${lotId}::text, 'amount', ${amount}::bigint)), ${NOON}::timestamptz
    )`;
  await sql`
    UPDATE credit_lot SET held = held + ${amount}::bigint WHERE account_id = ${accountId}::uuid AND id = ${lotId}::uuid`;
  await sql`
    UPDATE credit_account
    SET held = held + ${amount}::bigint, next_expiry_at = least(next_expiry_at, ${after(NOON, 1000 * HOUR)}::timestamptz)
    WHERE id = ${accountId}::uuid`;
}
