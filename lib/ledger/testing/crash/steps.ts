import { createHash } from "node:crypto";
import type { Sql } from "@/lib/db";
import { type CaptureRequest, type CaptureResult, captureHold } from "@/lib/ledger/capture-hold";
import { type DebitRequest, type DebitResult, debit } from "@/lib/ledger/debit";
import { placeHold } from "@/lib/ledger/place-hold";
import { releaseHold } from "@/lib/ledger/release-hold";
import { reverse } from "@/lib/ledger/reverse";
import { after, NOON } from "@/lib/ledger/testing/accounts";
import { granted as grant } from "@/lib/ledger/testing/granted";
import type { Entry } from "@/lib/ledger/types";

/** How spends reach the ledger: one by one, or through a queue that groups them. */
export type Verbs = {
  sql: Sql;
  debit: (request: DebitRequest, now: Date) => Promise<DebitResult | { ok: false; reason: "overloaded" }>;
  capture: (request: CaptureRequest, now: Date) => Promise<CaptureResult | { ok: false; reason: "overloaded" }>;
};

export const oneByOne = (sql: Sql): Verbs => ({
  sql,
  debit: (request, now) => debit(sql, request, now),
  capture: (request, now) => captureHold(sql, request, now),
});

/** The acknowledgement of a step: the entries it made. */
export type Acknowledged = { step: string; account: string; entries: { seq: string; amount: string }[] };

/**
 * Runs one step, which is fully determined by its name: the same name is the same step with the same idempotency keys, so
 * it can be repeated when its answer was lost. Throws when the ledger refuses it, which it has no reason to do.
 */
export async function doStep(verbs: Verbs, accounts: string[], step: string): Promise<Acknowledged> {
  const draw = createHash("sha256").update(step).digest();
  const accountId = accounts[draw.readUInt16BE(0) % accounts.length] ?? "";
  const amount = BigInt(1 + (draw.readUInt8(2) % 40));
  const now = after(NOON, draw.readUInt16BE(3) * 10);
  const base = { accountId, amount, idempotencyKey: step, actor: "system" as const };
  const { sql } = verbs;
  const place = async (seconds: number) => {
    const placed = await placeHold(sql, { ...base, expiresInSeconds: seconds }, now);
    return { accountId, holdId: expectOk(placed).hold.id };
  };
  const told = (...entries: Entry[]): Acknowledged => ({
    step,
    account: accountId,
    entries: entries.map(({ seq, amount: moved }) => ({ seq: String(seq), amount: String(moved) })),
  });
  const kind = draw.readUInt8(5) % 20;
  if (kind < 11) return told(expectOk(await verbs.debit(base, now)).entry);
  if (kind < 15) {
    const { holdId } = await place(86_400);
    // A part, all, or more than is held.
    const captured = (amount * BigInt(1 + (draw.readUInt8(6) % 4))) / 2n || 1n;
    return told(expectOk(await verbs.capture({ ...base, holdId, amount: captured }, now)).entry);
  }
  if (kind < 16) {
    expectOk(await releaseHold(sql, await place(86_400), now));
    return told();
  }
  if (kind < 17) {
    // Expires by itself, when a later caller touches the account.
    await place(60);
    return told();
  }
  if (kind < 18) {
    const { entry } = await grant(
      sql,
      { ...base, kind: "PROMO", sourceKey: step, expiresAt: after(NOON, 400_000) },
      after(NOON, 0),
    );
    return told(entry);
  }
  const spent = expectOk(await verbs.debit(base, now)).entry;
  const back = { ...base, of: { idempotencyKey: step }, idempotencyKey: `${step} back`, reason: "It failed" };
  return told(spent, expectOk(await reverse(sql, back, now)).entry);
}

function expectOk<Result extends { ok: true } | { ok: false; reason: string }>(result: Result) {
  if (!result.ok) throw new Refused(result.reason);
  return result as Extract<Result, { ok: true }>;
}

/** The ledger refused; trying again only helps when it was overloaded. */
export class Refused extends Error {}
