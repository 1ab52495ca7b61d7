import { CAPTURE_LIMIT } from "@/lib/ledger/capture-hold";
import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";
import { RETURN_LOT_MS } from "@/lib/ledger/return-lots";
import {
  byBurnOrder,
  free,
  isPast,
  type ModelEntry,
  type ModelHold,
  type ModelLot,
  type ModelParts,
  min,
  sum,
} from "@/lib/ledger/testing/model-lots";
import type { EntryType, HoldStatus } from "@/lib/ledger/types";

/** What any verb that the outside may call answers; `seq` is the entry's number or the hold's index. */
export type ModelAnswer = { ok: true; seq: number; replayed: boolean; balance: bigint; available: bigint } | Refusal;
type Refusal = { ok: false; reason: string; [figure: string]: unknown };

type NewLot = Omit<ModelLot, "remaining" | "held" | "grantSeq" | "frozen">;

/**
 * The rules of the ledger once more, for one account, as plainly as they can be said: no locks, no SQL, all lots looked
 * at every time. Whatever the real one answers has to be what this answers. Times are milliseconds.
 */
export class ModelLedger {
  readonly lots: ModelLot[] = [];
  readonly entries: ModelEntry[] = [];
  readonly holds: ModelHold[] = [];
  balance = 0n;
  debt = 0n;
  readonly keys = new Map<string, { request: string; seq: number }>();
  readonly holdKeys = new Map<string, { request: string; seq: number }>();
  readonly facts = new Map<string, number>();

  /** The account as it will be found at `now`, if nobody touches it before. */
  at(now: number): ModelLedger {
    const copy = Object.assign(new ModelLedger(), structuredClone({ ...this }));
    copy.settle(now);
    return copy;
  }

  owe(debt: bigint): void {
    this.debt += debt;
    this.append("CLAWBACK", -debt, [["debt", -debt]]);
  }

  grant(lot: NewLot, amount: bigint, now: number): "granted" | "already_granted" {
    this.settle(now);
    if (this.lots.some((known) => known.sourceKey === lot.sourceKey)) return "already_granted";
    this.add("GRANT", lot, amount);
    return "granted";
  }

  debit(amount: bigint, key: string | null, now: number): ModelAnswer {
    this.settle(now);
    const replay = this.replay(this.keys, key, `debit ${amount}`, now);
    if (replay) return replay;
    const available = this.available(now);
    if (amount > available) return { ok: false, reason: "insufficient_credits", required: amount, available };
    this.append("USAGE", -amount, this.take(amount, now));
    return this.answer(this.keys, key, `debit ${amount}`, this.entries.length, now);
  }

  place(amount: bigint, seconds: number, key: string | null, now: number): ModelAnswer {
    this.settle(now);
    const request = `${amount} ${seconds}`;
    const replay = this.replay(this.holdKeys, key, request, now);
    if (replay) return replay;
    const available = this.available(now);
    if (amount > available) return { ok: false, reason: "insufficient_credits", required: amount, available };
    const pins: ModelParts = [];
    for (const lot of this.spendable(now)) {
      const pinned = min(free(lot), amount - sum(pins.map(([, part]) => part)));
      lot.held += pinned;
      if (pinned > 0n) pins.push([lot.sourceKey, pinned]);
    }
    this.holds.push({ amount, captured: 0n, status: "OPEN", expiresAt: now + seconds * 1000, pins });
    return this.answer(this.holdKeys, key, request, this.holds.length - 1, now);
  }

  capture(index: number, amount: bigint | null, key: string | null, now: number): ModelAnswer {
    this.settle(now);
    const request = `capture ${index} ${amount}`;
    const replay = this.replay(this.keys, key, request, now);
    if (replay) return replay;
    const hold = this.holds[index];
    if (!hold) return { ok: false, reason: "unknown_hold" };
    if (hold.status !== "OPEN") return { ok: false, reason: "hold_not_open", status: hold.status };
    const asked = amount ?? hold.amount;
    const limit = hold.amount * BigInt(CAPTURE_LIMIT);
    if (asked > limit) return { ok: false, reason: "exceeds_capture_limit", limit };
    const available = hold.amount + this.available(now);
    if (asked > available) return { ok: false, reason: "insufficient_credits", required: asked, available };
    this.close(hold, "CAPTURED");
    hold.captured = asked;
    const parts = new Map<string, bigint>();
    let left = asked;
    for (const [sourceKey, pinned] of hold.pins) {
      const taken = min(pinned, left);
      this.lot(sourceKey).remaining -= taken;
      left -= taken;
      if (taken > 0n) parts.set(sourceKey, -taken);
    }
    for (const [sourceKey, part] of this.take(left, now)) parts.set(sourceKey, (parts.get(sourceKey) ?? 0n) + part);
    this.append("USAGE", -asked, [...parts]);
    const seq = this.entries.length;
    this.freed(now);
    return this.answer(this.keys, key, request, seq, now);
  }

  release(index: number, now: number): ModelAnswer {
    this.settle(now);
    const hold = this.holds[index];
    if (!hold) return { ok: false, reason: "unknown_hold" };
    const replayed = hold.status === "RELEASED";
    if (!replayed && hold.status !== "OPEN") return { ok: false, reason: "hold_not_open", status: hold.status };
    if (!replayed) {
      this.close(hold, "RELEASED");
      this.freed(now);
    }
    return { ok: true, seq: index, replayed, balance: this.balance, available: this.available(now) };
  }

  reverse(seq: number, amount: bigint | null, key: string | null, now: number): ModelAnswer {
    this.settle(now);
    const request = `reverse ${seq} ${amount}`;
    const replay = this.replay(this.keys, key, request, now);
    if (replay) return replay;
    const spend = this.entries[seq - 1];
    if (!spend) return { ok: false, reason: "unknown_entry" };
    if (spend.type !== "USAGE") return { ok: false, reason: "not_a_spend" };
    const reversible = -spend.amount - this.givenBack(seq);
    if (reversible === 0n || (amount ?? 0n) > reversible) return { ok: false, reason: "exceeds_spend", reversible };
    const appended = this.giveBack("REVERSAL", seq, amount ?? reversible, now);
    return this.answer(this.keys, key, request, appended, now);
  }

  /** Returns the entry's number. */
  clawBack(amount: bigint, fact: string, payment: number | null, now: number): number {
    this.settle(now);
    const known = this.facts.get(fact);
    if (known) return known;
    const parts = this.take(amount, now, payment);
    const owed = amount + sum(parts.map(([, part]) => part));
    for (const lot of this.lots) if (isOf(lot, payment) && free(lot) === 0n) lot.frozen = false;
    this.debt += owed;
    this.append("CLAWBACK", -amount, [...parts, ["debt", -owed]]);
    this.facts.set(fact, this.entries.length);
    return this.entries.length;
  }

  reinstate(of: string, amount: bigint | null, fact: string, now: number): number | Refusal {
    this.settle(now);
    const known = this.facts.get(fact);
    if (known) return known;
    const seq = this.facts.get(of);
    const clawed = seq === undefined ? undefined : this.entries[seq - 1];
    if (seq === undefined || !clawed) return { ok: false, reason: "unknown_claw_back" };
    const reinstatable = -clawed.amount - this.givenBack(seq);
    if (reinstatable === 0n || (amount ?? 0n) > reinstatable) {
      return { ok: false, reason: "exceeds_claw_back", reinstatable };
    }
    const appended = this.giveBack("REINSTATEMENT", seq, amount ?? reinstatable, now);
    this.facts.set(fact, appended);
    return appended;
  }

  /** Returns how many lots changed. */
  freeze(payment: number, frozen: boolean, now: number): number {
    this.settle(now);
    const changed = this.lots.filter((lot) => isOf(lot, payment) && lot.frozen !== frozen);
    for (const lot of changed) lot.frozen = frozen;
    if (!frozen) this.freed(now);
    return changed.length;
  }

  adjust(
    amount: bigint,
    request: { mayOwe: boolean; expiresAt: number | null; key: string | null },
    now: number,
  ): ModelAnswer {
    this.settle(now);
    const { mayOwe, expiresAt, key } = request;
    const text = `adjust ${amount} ${mayOwe} ${expiresAt}`;
    const replay = this.replay(this.keys, key, text, now);
    if (replay) return replay;
    const available = this.available(now);
    if (-amount > available && !mayOwe)
      return { ok: false, reason: "insufficient_credits", required: -amount, available };
    if (amount > 0n) {
      const sourceKey = `adjustment:${this.entries.length + 1}`;
      const priority = DEFAULT_PRIORITY.ADJUSTMENT;
      this.add(
        "ADJUSTMENT",
        { sourceKey, kind: "ADJUSTMENT", payment: null, priority, effectiveAt: now, expiresAt },
        amount,
      );
    } else {
      const parts = this.take(-amount, now);
      const owed = -amount + sum(parts.map(([, part]) => part));
      this.debt += owed;
      this.append("ADJUSTMENT", amount, [...parts, ["debt", -owed]]);
    }
    return this.answer(this.keys, key, text, this.entries.length, now);
  }

  /** Returns how many credits ended. */
  reset(keep: bigint, now: number): bigint {
    this.settle(now);
    const plan = this.lots.filter((lot) => lot.kind === "PLAN").sort((a, b) => a.grantSeq - b.grantSeq);
    const open = plan.filter((lot) => !lot.frozen && free(lot) > 0n);
    const ended = sum(open.map(free)) - keep;
    if (ended > 0n) this.append("RESET", -ended, takeFrom(open, ended));
    const over = keep === 0n ? plan : open.filter((lot) => free(lot) === 0n);
    for (const lot of over) lot.expiresAt = Math.min(lot.expiresAt ?? Infinity, Math.max(now, lot.effectiveAt + 1));
    return ended > 0n ? ended : 0n;
  }

  /** Lets what is due happen, each at its time; returns how many entries that made. */
  settle(now: number): number {
    const before = this.entries.length;
    const overdue = this.holds.filter((hold) => hold.status === "OPEN" && hold.expiresAt <= now);
    for (const time of [...new Set(overdue.map((hold) => hold.expiresAt))].sort((a, b) => a - b)) {
      for (const hold of overdue) if (hold.expiresAt === time) this.close(hold, "EXPIRED");
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

  private spendable(now: number): ModelLot[] {
    return this.lots.filter((lot) => !lot.frozen && lot.effectiveAt <= now && !isPast(lot, now)).sort(byBurnOrder);
  }

  private lot(sourceKey: string): ModelLot {
    const lot = this.lots.find((known) => known.sourceKey === sourceKey);
    if (!lot) throw new Error(`The model has no lot ${sourceKey}.`);
    return lot;
  }

  private add(type: EntryType, lot: NewLot, amount: bigint): void {
    const toDebt = min(this.debt, amount);
    this.debt -= toDebt;
    this.append(type, amount, [
      ["debt", toDebt],
      [lot.sourceKey, amount - toDebt],
    ]);
    this.lots.push({ ...lot, remaining: amount - toDebt, held: 0n, frozen: false, grantSeq: this.entries.length });
  }

  private take(amount: bigint, now: number, payment: number | null = null): ModelParts {
    const turn = (lot: ModelLot) => (isOf(lot, payment) ? 0 : 2) + (lot.effectiveAt > now ? 1 : 0);
    const lots = this.lots.filter((lot) => isOf(lot, payment) || !lot.frozen);
    return takeFrom(
      lots.sort((a, b) => turn(a) - turn(b) || byBurnOrder(a, b)),
      amount,
    );
  }

  private giveBack(type: EntryType, seq: number, amount: bigint, now: number): number {
    const parts: ModelParts = [];
    let [skip, left, toDebt, ended, owed] = [this.givenBack(seq), amount, 0n, 0n, 0n];
    for (const [sourceKey, taken] of (this.entries[seq - 1]?.parts ?? []).toReversed()) {
      const skipped = min(skip, -taken);
      const given = min(-taken - skipped, left);
      skip -= skipped;
      left -= given;
      if (sourceKey === "debt") {
        toDebt = min(given, this.debt);
        owed = given - toDebt;
      } else if (isPast(this.lot(sourceKey), now) && !this.lot(sourceKey).frozen) {
        ended += given;
      } else {
        this.lot(sourceKey).remaining += given;
        parts.push([sourceKey, given]);
      }
    }
    const appended = this.entries.length + 1;
    const come = [
      { sourceKey: `return:${appended}`, remaining: ended, expiresAt: now + RETURN_LOT_MS },
      { sourceKey: `return of debt:${appended}`, remaining: owed, expiresAt: null },
    ].filter((lot) => lot.remaining > 0n);
    const terms = { kind: "RETURN" as const, payment: null, priority: DEFAULT_PRIORITY.RETURN, effectiveAt: now };
    for (const lot of come) this.lots.push({ ...terms, ...lot, held: 0n, frozen: false, grantSeq: appended });
    this.debt -= toDebt;
    const returned = come.map((lot): [string, bigint] => [lot.sourceKey, lot.remaining]);
    this.append(type, amount, [["debt", toDebt], ...parts, ...returned], seq);
    this.freed(now);
    return appended;
  }

  private givenBack(seq: number): bigint {
    return sum(this.entries.filter((entry) => entry.undoes === seq).map((entry) => entry.amount));
  }

  private close(hold: ModelHold, status: HoldStatus): void {
    hold.status = status;
    for (const [sourceKey, pinned] of hold.pins) this.lot(sourceKey).held -= pinned;
  }

  private freed(now: number): void {
    this.settle(now);
    this.payDebt(now);
  }

  private expire(now: number): void {
    const due = this.lots
      .filter((lot) => !lot.frozen && isPast(lot, now) && free(lot) > 0n)
      .sort((a, b) => Number(a.expiresAt) - Number(b.expiresAt) || a.grantSeq - b.grantSeq);
    for (const lot of due) this.append("EXPIRY", -free(lot), takeFrom([lot], free(lot)));
  }

  private payDebt(now: number): void {
    const parts = this.take(this.debt, now);
    const paid = -sum(parts.map(([, part]) => part));
    this.debt -= paid;
    if (paid > 0n) this.append("ADJUSTMENT", 0n, [...parts, ["debt", paid]]);
  }

  private append(type: EntryType, amount: bigint, parts: ModelParts, undoes: number | null = null): void {
    this.balance += amount;
    const told = parts.filter(([, part]) => part !== 0n);
    this.entries.push({ type, amount, balanceAfter: this.balance, parts: told, undoes });
  }

  private replay(keys: ModelLedger["keys"], key: string | null, request: string, now: number): ModelAnswer | null {
    const first = key === null ? undefined : keys.get(key);
    if (!first) return null;
    if (first.request !== request) return { ok: false, reason: "idempotency_key_reused" };
    return { ok: true, seq: first.seq, replayed: true, balance: this.balance, available: this.available(now) };
  }

  private answer(
    keys: ModelLedger["keys"],
    key: string | null,
    request: string,
    seq: number,
    now: number,
  ): ModelAnswer {
    if (key !== null) keys.set(key, { request, seq });
    return { ok: true, seq, replayed: false, balance: this.balance, available: this.available(now) };
  }
}

const isOf = (lot: ModelLot, payment: number | null): boolean => payment !== null && lot.payment === payment;

function takeFrom(lots: ModelLot[], amount: bigint): ModelParts {
  let left = amount;
  return lots.flatMap((lot): ModelParts => {
    const taken = min(free(lot), left);
    lot.remaining -= taken;
    left -= taken;
    return taken > 0n ? [[lot.sourceKey, -taken]] : [];
  });
}
