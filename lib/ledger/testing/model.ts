import { CAPTURE_LIMIT } from "@/lib/ledger/capture-hold";
import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";
import { MAX_HOLD_SECONDS } from "@/lib/ledger/place-hold";
import {
  isOf,
  ModelAccount,
  type ModelAnswer,
  type NewLot,
  type Refusal,
  takeFrom,
} from "@/lib/ledger/testing/model-account";
import { free, isPast, type ModelLot, type ModelPin, min, sum } from "@/lib/ledger/testing/model-lots";

/**
 * The rules of the ledger a second time, for one account, as simply as possible: no locks, no SQL, one verb after the
 * other. The real ledger must return the same results. Times are in milliseconds.
 */
export class ModelLedger extends ModelAccount {
  /** The account as it will be at `now`, if nothing touches it before. */
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
    const replay = this.replay(key, `debit ${amount}`, now);
    if (replay) return replay;
    const available = this.available(now);
    if (amount > available) return { ok: false, reason: "insufficient_credits", required: amount, available };
    this.append("USAGE", -amount, this.take(amount, now));
    this.spent(null, now);
    return this.answer(key, `debit ${amount}`, this.entries.length, now);
  }

  place(amount: bigint, seconds: number, key: string | null, now: number): ModelAnswer {
    this.settle(now);
    const request = `hold ${amount} ${seconds}`;
    const replay = this.replay(key, request, now);
    if (replay) return replay;
    const available = this.available(now);
    if (amount > available) return { ok: false, reason: "insufficient_credits", required: amount, available };
    const pins = this.pin(amount, now);
    const times = { placedAt: now, expiresAt: now + seconds * 1000 };
    this.holds.push({ id: "", amount, captured: 0n, status: "OPEN", ...times, pins });
    return this.answer(key, request, this.holds.length - 1, now);
  }

  /** Pins free credits in burn order. */
  private pin(amount: bigint, now: number): ModelPin[] {
    const pins: ModelPin[] = [];
    for (const lot of this.spendable(now)) {
      const pinned = min(free(lot), amount - sum(pins.map((pin) => pin.amount)));
      lot.held += pinned;
      if (pinned > 0n) pins.push({ sourceKey: lot.sourceKey, amount: pinned, ends: 0n });
    }
    return pins;
  }

  extend(index: number, amount: bigint | null, seconds: number | null, now: number): ModelAnswer {
    this.settle(now);
    const hold = this.holds[index];
    if (!hold) return { ok: false, reason: "unknown_hold" };
    if (hold.status !== "OPEN") return { ok: false, reason: "hold_not_open", status: hold.status };
    const total = amount ?? hold.amount;
    const available = hold.amount + this.available(now);
    if (total > available) return { ok: false, reason: "insufficient_credits", required: total, available };
    const longest = hold.placedAt + MAX_HOLD_SECONDS * 1000;
    const ends = seconds === null ? hold.expiresAt : Math.min(now + seconds * 1000, longest);
    const replayed = total <= hold.amount && ends <= hold.expiresAt;
    for (const pin of total > hold.amount ? this.pin(total - hold.amount, now) : []) {
      const known = hold.pins.find(({ sourceKey }) => sourceKey === pin.sourceKey);
      if (known) known.amount += pin.amount;
      else hold.pins.push(pin);
    }
    if (total > hold.amount) hold.amount = total;
    if (ends > hold.expiresAt) hold.expiresAt = ends;
    return { ok: true, seq: index, replayed, balance: this.balance, available: this.available(now) };
  }

  capture(
    index: number,
    { amount, key, overdraft }: { amount: bigint | null; key: string | null; overdraft: bigint },
    now: number,
  ): ModelAnswer {
    this.settle(now);
    const request = `capture ${index} ${amount}`;
    const replay = this.replay(key, request, now, index);
    if (replay) return replay;
    const hold = this.holds[index];
    if (!hold) return { ok: false, reason: "unknown_hold" };
    if (hold.status !== "OPEN") return { ok: false, reason: "hold_not_open", status: hold.status };
    const asked = amount ?? hold.amount;
    const limit = hold.amount * BigInt(CAPTURE_LIMIT);
    if (asked > limit) return { ok: false, reason: "exceeds_capture_limit", limit };
    const mayOwe = overdraft > this.debt ? overdraft - this.debt : 0n;
    const available = hold.amount + this.available(now) + mayOwe;
    if (asked > available) return { ok: false, reason: "insufficient_credits", required: asked, available };
    this.close(hold, "CAPTURED");
    hold.captured = asked;
    const parts = new Map<string, bigint>();
    let left = asked;
    for (const { sourceKey, amount: pinned } of hold.pins) {
      const taken = min(pinned, left);
      this.lot(sourceKey).remaining -= taken;
      left -= taken;
      if (taken > 0n) parts.set(sourceKey, -taken);
    }
    for (const [sourceKey, part] of this.take(left, now)) parts.set(sourceKey, (parts.get(sourceKey) ?? 0n) + part);
    const owed = asked + sum([...parts.values()]);
    this.debt += owed;
    this.append("USAGE", -asked, [...parts, ["debt", -owed]]);
    this.spent(hold.placedAt, now);
    const seq = this.entries.length;
    this.endOverCap(hold);
    this.freed(now);
    return this.answer(key, request, seq, now);
  }

  release(index: number, now: number): ModelAnswer {
    this.settle(now);
    const hold = this.holds[index];
    if (!hold) return { ok: false, reason: "unknown_hold" };
    const replayed = hold.status === "RELEASED";
    if (!replayed && hold.status !== "OPEN") return { ok: false, reason: "hold_not_open", status: hold.status };
    if (!replayed) {
      this.close(hold, "RELEASED");
      this.endOverCap(hold);
      this.freed(now);
    }
    return { ok: true, seq: index, replayed, balance: this.balance, available: this.available(now) };
  }

  reverse(seq: number, amount: bigint | null, key: string | null, now: number): ModelAnswer {
    this.settle(now);
    const request = `reverse ${seq} ${amount}`;
    const replay = this.replay(key, request, now);
    if (replay) return replay;
    const spend = this.entries[seq - 1];
    if (!spend) return { ok: false, reason: "unknown_entry" };
    if (spend.type !== "USAGE") return { ok: false, reason: "not_a_spend" };
    if (this.isTooLate(seq, now)) return { ok: false, reason: "too_late" };
    const reversible = -spend.amount - this.givenBack(seq);
    if (reversible === 0n || (amount ?? 0n) > reversible) return { ok: false, reason: "exceeds_spend", reversible };
    const appended = this.giveBack("REVERSAL", seq, amount ?? reversible, now);
    return this.answer(key, request, appended, now);
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
    const replay = this.replay(key, text, now);
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
    return this.answer(key, text, this.entries.length, now);
  }

  /** Returns how many credits ended. */
  reset(keep: bigint, now: number): bigint {
    this.settle(now);
    const plan = this.lots.filter((lot) => lot.kind === "PLAN").sort((a, b) => a.grantSeq - b.grantSeq);
    const open = plan.filter((lot) => !lot.frozen && free(lot) > 0n);
    const ended = sum(open.map(free)) - keep;
    if (keep > 0n) {
      for (const lot of plan) if (!isPast(lot, now)) lot.rolledOverAt = now;
      this.endLater(ended, now);
    }
    if (ended > 0n) this.append("RESET", -ended, takeFrom(open, ended));
    const over = keep === 0n ? plan : open.filter((lot) => free(lot) === 0n);
    for (const lot of over) lot.expiresAt = Math.min(lot.expiresAt ?? Infinity, Math.max(now, lot.effectiveAt + 1));
    return ended > 0n ? ended : 0n;
  }

  /** How much of the held credits exceeds the room that free credits leave, from the oldest lots first. */
  private endLater(ended: bigint, now: number): void {
    const turn = (a: ModelLot, b: ModelLot) => a.grantSeq - b.grantSeq;
    const lots = this.lots.filter((lot) => lot.kind === "PLAN" && !lot.frozen && !isPast(lot, now)).sort(turn);
    const open = this.holds.filter((hold) => hold.status === "OPEN").sort((a, b) => (a.id < b.id ? -1 : 1));
    const pins = lots.flatMap((lot) =>
      open.flatMap((hold) => hold.pins.filter((pin) => pin.sourceKey === lot.sourceKey)),
    );
    let excess = sum(pins.map((pin) => pin.amount - pin.ends)) + min(ended, 0n);
    for (const pin of pins) {
      const more = min(pin.amount - pin.ends, excess > 0n ? excess : 0n);
      pin.ends += more;
      excess -= more;
    }
  }
}
