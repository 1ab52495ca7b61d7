import { findRefused } from "@/lib/billing/refused-spends/queries";
import type { RefusedSpend } from "@/lib/billing/refused-spends/types";
import type { Database, Sql } from "@/lib/db";
import { announceBalances } from "@/lib/ledger/announce-balances";
import { type DebitRequest, type DebitResult, debit } from "@/lib/ledger/debit";
import { type PlaceHoldRequest, type PlaceHoldResult, placeHold } from "@/lib/ledger/place-hold";

/** What the ledger is asked for: the stored request, priced now. Its account and key are the refusal's. */
export type PricedAgain =
  | { verb: "SPEND"; request: Omit<DebitRequest, "accountId" | "idempotencyKey"> }
  | { verb: "HOLD"; request: Omit<PlaceHoldRequest, "accountId" | "idempotencyKey"> };

type Done = Extract<DebitResult | PlaceHoldResult, { ok: true }>;
type NotDone = Extract<DebitResult | PlaceHoldResult, { ok: false }>;

export type Resumed<Problem> =
  /** `claimed` for exactly one request: its caller does the work. A repetition with the same claim gets the same answer. */
  | { ok: true; refused: RefusedSpend; done: Done; claimed: boolean }
  | { ok: false; reason: "unknown_refusal" }
  | { ok: false; reason: "not_done"; why: NotDone }
  | { ok: false; reason: "not_priced"; problem: Problem };

type Asked = {
  id: string;
  userId: string;
  /** The idempotency key of this request; null if it has none. */
  claim: string | null;
};

/**
 * Does what was refused, with its original key, in one transaction with the note of who goes on. The ledger knows the key, so that
 * nothing is spent twice whatever an ordinary retry does; where such a retry was first, its caller was already told to go on, and
 * nobody is told here. What is refused again waits on.
 */
export async function resumeRefused<Problem>(
  database: Pick<Database, "transaction" | "sql">,
  { id, userId, claim }: Asked,
  price: (sql: Sql, refused: RefusedSpend) => Promise<PricedAgain | { verb: null; problem: Problem }>,
  now: Date,
): Promise<Resumed<Problem>> {
  const result = await database.transaction(async (_db, sql): Promise<Resumed<Problem>> => {
    const refused = await findRefused(sql, { id, userId, lock: true }, now);
    if (!refused) return { ok: false, reason: "unknown_refusal" };
    const priced = await price(sql, refused);
    if (priced.verb === null) return { ok: false, reason: "not_priced", problem: priced.problem };
    const key = { accountId: userId, idempotencyKey: refused.idempotencyKey };
    const done =
      priced.verb === "SPEND"
        ? await debit(sql, { ...priced.request, ...key }, now)
        : await placeHold(sql, { ...priced.request, ...key }, now);
    if (!done.ok) return { ok: false, reason: "not_done", why: done };
    if (refused.resumedAt) {
      return { ok: true, refused, done, claimed: claim !== null && claim === refused.claim };
    }
    const claimed = !done.replayed;
    await sql`
      UPDATE refused_spend SET resumed_at = ${now}::timestamptz, claim = ${claimed ? claim : null}::text
      WHERE id = ${id}::uuid AND user_id = ${userId}::uuid`;
    return { ok: true, refused: { ...refused, resumedAt: now }, done, claimed };
  });
  if (result.ok && !result.done.replayed) announceBalances(database.sql, [userId]);
  return result;
}
