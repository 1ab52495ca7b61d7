import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";
import { RETURN_LOT_MS, REVERSIBLE_MS } from "@/lib/ledger/return-lots";
import {
  byBurnOrder,
  free,
  isPast,
  type ModelEntry,
  type ModelHold,
  type ModelLot,
  type ModelParts,
  type ModelSpent,
  min,
  sum,
} from "@/lib/ledger/testing/model-lots";
import type { EntryType, HoldStatus } from "@/lib/ledger/types";

/** The result of any external verb; `seq` is the entry's number or the hold's index. */
export type ModelAnswer = { ok: true; seq: number; replayed: boolean; balance: bigint; available: bigint } | Refusal;
export type Refusal = { ok: false; reason: string; [figure: string]: unknown };

export type NewLot = Omit<ModelLot, "remaining" | "held" | "grantSeq" | "frozen" | "rolledOverAt">;

const FRESH = { held: 0n, frozen: false, rolledOverAt: null };

/**
 * An account of the model: its state, how time affects it, and the building blocks of its verbs. It looks at all lots
 * every time. Times are in milliseconds.
 */
export class ModelAccount {
  readonly lots: ModelLot[] = [];
  readonly entries: ModelEntry[] = [];
  readonly holds: ModelHold[] = [];
  balance = 0n;
  debt = 0n;
  readonly keys = new Map<string, { request: string; seq: number }>();
  readonly holdKeys = new Map<string, { request: string; seq: number }>();
  /** The spends, by the number of their entry. */
  readonly spends = new Map<number, ModelSpent>();
  readonly facts = new Map<string, number>();

  /** Applies everything that is due, each at its own time; returns the number of entries made. */
  settle(now: number): number {
    const before = this.entries.length;
    const overdue = this.holds
      .filter((hold) => hold.status === "OPEN" && hold.expiresAt <= now)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const time of [...new Set(overdue.map((hold) => hold.expiresAt))].sort((a, b) => a - b)) {
      for (const hold of overdue.filter(({ expiresAt }) => expiresAt === time)) {
        this.close(hold, "EXPIRED");
        this.endOverCap(hold);
      }
      this.expire(time);
      this.payDebt(time);
    }
    this.expire(now);
    return this.entries.length - before;
  }

  available(now: number): bigint {
    const spendable = sum(this.spendable(now).map(free));
    return spendable > this.debt ? spendable - this.debt : 0n;
  }

  protected spendable(now: number): ModelLot[] {
    return this.lots.filter((lot) => !lot.frozen && lot.effectiveAt <= now && !isPast(lot, now)).sort(byBurnOrder);
  }

  protected lot(sourceKey: string): ModelLot {
    const lot = this.lots.find((known) => known.sourceKey === sourceKey);
    if (!lot) throw new Error(`The model has no lot ${sourceKey}.`);
    return lot;
  }

  protected add(type: EntryType, lot: NewLot, amount: bigint): void {
    const toDebt = min(this.debt, amount);
    this.debt -= toDebt;
    this.append(type, amount, [
      ["debt", toDebt],
      [lot.sourceKey, amount - toDebt],
    ]);
    this.lots.push({ ...FRESH, ...lot, remaining: amount - toDebt, grantSeq: this.entries.length });
  }

  protected take(amount: bigint, now: number, payment: number | null = null): ModelParts {
    const turn = (lot: ModelLot) => (isOf(lot, payment) ? 0 : 2) + (lot.effectiveAt > now ? 1 : 0);
    const lots = this.lots.filter((lot) => isOf(lot, payment) || !lot.frozen);
    return takeFrom(
      lots.sort((a, b) => turn(a) - turn(b) || byBurnOrder(a, b)),
      amount,
    );
  }

  protected giveBack(type: EntryType, seq: number, amount: bigint, now: number): number {
    const parts: ModelParts = [];
    const isReversal = type === "REVERSAL";
    const goneSince = this.spends.get(seq)?.goneSince ?? 0;
    let returnEnds = now + RETURN_LOT_MS;
    let [skip, left, toDebt, ended, owed] = [this.givenBack(seq), amount, 0n, 0n, 0n];
    for (const [sourceKey, taken] of (this.entries[seq - 1]?.parts ?? []).toReversed()) {
      const skipped = min(skip, -taken);
      const given = min(-taken - skipped, left);
      skip -= skipped;
      left -= given;
      if (given === 0n) continue;
      if (sourceKey === "debt") {
        toDebt = min(given, this.debt);
        owed = given - toDebt;
        continue;
      }
      const lot = this.lot(sourceKey);
      const isOver = isPast(lot, now) && !(isReversal && lot.kind === "RETURN");
      const isRolledOver = isReversal && lot.rolledOverAt !== null && lot.rolledOverAt >= goneSince;
      if (!lot.frozen && (isOver || isRolledOver)) {
        ended += given;
        if (isReversal) returnEnds = Math.min(returnEnds, mayLiveUntil(lot, now));
      } else {
        lot.remaining += given;
        parts.push([sourceKey, given]);
      }
    }
    const appended = this.entries.length + 1;
    const come = [
      { sourceKey: `return:${appended}`, remaining: ended, expiresAt: returnEnds },
      { sourceKey: `return of debt:${appended}`, remaining: owed, expiresAt: isReversal ? now + RETURN_LOT_MS : null },
    ].filter((lot) => lot.remaining > 0n);
    const terms = { kind: "RETURN" as const, payment: null, priority: DEFAULT_PRIORITY.RETURN, effectiveAt: now };
    for (const lot of come) this.lots.push({ ...FRESH, ...terms, ...lot, grantSeq: appended });
    this.debt -= toDebt;
    const returned = come.map((lot): [string, bigint] => [lot.sourceKey, lot.remaining]);
    this.append(type, amount, [["debt", toDebt], ...parts, ...returned], seq);
    this.freed(now);
    return appended;
  }

  protected givenBack(seq: number): bigint {
    return sum(this.entries.filter((entry) => entry.undoes === seq).map((entry) => entry.amount));
  }

  protected close(hold: ModelHold, status: HoldStatus): void {
    hold.status = status;
    for (const { sourceKey, amount } of hold.pins) this.lot(sourceKey).held -= amount;
  }

  /** What a closed hold kept beyond the limit of a reset, and did not capture. */
  protected endOverCap(hold: ModelHold): void {
    let captured = hold.captured;
    const parts: ModelParts = [];
    for (const { sourceKey, amount, ends } of hold.pins) {
      const taken = min(captured, amount);
      captured -= taken;
      const ended = ends > taken ? ends - taken : 0n;
      this.lot(sourceKey).remaining -= ended;
      parts.push([sourceKey, -ended]);
    }
    const total = sum(parts.map(([, part]) => part));
    if (total !== 0n) this.append("RESET", total, parts);
  }

  protected spent(heldSince: number | null, at: number): void {
    this.spends.set(this.entries.length, { at, goneSince: heldSince ?? at });
  }

  protected isTooLate(seq: number, now: number): boolean {
    return (this.spends.get(seq)?.at ?? now) < now - REVERSIBLE_MS;
  }

  protected freed(now: number): void {
    this.settle(now);
    this.payDebt(now);
  }

  protected expire(now: number): void {
    const due = this.lots
      .filter((lot) => !lot.frozen && isPast(lot, now) && free(lot) > 0n)
      .sort((a, b) => Number(a.expiresAt) - Number(b.expiresAt) || a.grantSeq - b.grantSeq);
    for (const lot of due) this.append("EXPIRY", -free(lot), takeFrom([lot], free(lot)));
  }

  protected payDebt(now: number): void {
    const parts = this.take(this.debt, now);
    const paid = -sum(parts.map(([, part]) => part));
    this.debt -= paid;
    if (paid > 0n) this.append("ADJUSTMENT", 0n, [...parts, ["debt", paid]]);
  }

  protected append(type: EntryType, amount: bigint, parts: ModelParts, undoes: number | null = null): void {
    this.balance += amount;
    const told = parts.filter(([, part]) => part !== 0n);
    this.entries.push({ type, amount, balanceAfter: this.balance, parts: told, undoes });
  }

  /** `hold` is the one that a capture acts on. */
  protected replay(key: string | null, request: string, now: number, hold?: number): ModelAnswer | null {
    if (key === null) return null;
    const [own, other] = request.startsWith("hold") ? [this.holdKeys, this.keys] : [this.keys, this.holdKeys];
    const first = own.get(key);
    const taken = other.get(key);
    if (!first && (!taken || taken.seq === hold)) return null;
    if (first?.request !== request) return { ok: false, reason: "idempotency_key_reused" };
    return { ok: true, seq: first.seq, replayed: true, balance: this.balance, available: this.available(now) };
  }

  protected answer(key: string | null, request: string, seq: number, now: number): ModelAnswer {
    const own = request.startsWith("hold") ? this.holdKeys : this.keys;
    if (key !== null) own.set(key, { request, seq });
    return { ok: true, seq, replayed: false, balance: this.balance, available: this.available(now) };
  }
}

/** No longer than the lot would have lasted or, if it has ended, than it did. */
function mayLiveUntil({ effectiveAt, expiresAt }: ModelLot, now: number): number {
  if (expiresAt === null) return Infinity;
  return expiresAt > now ? expiresAt : now + expiresAt - effectiveAt;
}

export const isOf = (lot: ModelLot, payment: number | null): boolean => payment !== null && lot.payment === payment;

export function takeFrom(lots: ModelLot[], amount: bigint): ModelParts {
  let left = amount;
  return lots.flatMap((lot): ModelParts => {
    const taken = min(free(lot), left);
    lot.remaining -= taken;
    left -= taken;
    return taken > 0n ? [[lot.sourceKey, -taken]] : [];
  });
}
