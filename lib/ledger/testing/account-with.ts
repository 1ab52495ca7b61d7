import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/db";
import { debit } from "@/lib/ledger/debit";
import { type GrantRequest, grant } from "@/lib/ledger/grant";
import { getBalance, history } from "@/lib/ledger/queries";
import { NOON, newAccount } from "@/lib/ledger/testing/accounts";
import type { Entry, Lot } from "@/lib/ledger/types";

type LotWish = Partial<GrantRequest> & { amount: bigint };

/** An account with lots of the given names and amounts, packs by default. */
export async function accountWith(db: Database, lots: Record<string, LotWish>): Promise<string> {
  const accountId = await newAccount(db);
  for (const [sourceKey, lot] of Object.entries(lots)) {
    await grant(db.sql, { accountId, kind: "PACK", sourceKey, actor: "system", ...lot }, NOON);
  }
  return accountId;
}

/** The entry of a successful spend. */
export async function spent(db: Database, accountId: string, amount: bigint, now = NOON): Promise<Entry> {
  const result = await debit(db.sql, { accountId, amount, idempotencyKey: randomUUID(), actor: "system" }, now);
  if (!result.ok) throw new Error(result.reason);
  return result.entry;
}

/** What remains of each non-empty lot, by name. */
export async function remaining(db: Database, accountId: string, now = NOON): Promise<Record<string, bigint>> {
  const lots: Lot[] = (await getBalance(db.sql, accountId, now))?.lots ?? [];
  return Object.fromEntries(lots.map((lot) => [lot.sourceKey, lot.remaining]));
}

/** The account's entries as [type, amount], oldest first. */
export async function entriesOf(db: Database, accountId: string): Promise<[string, bigint][]> {
  const page = await history(db.sql, accountId, { limit: 100 });
  return page.ok ? page.data.map((entry): [string, bigint] => [entry.type, entry.amount]).reverse() : [];
}
