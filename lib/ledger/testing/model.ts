import type { Entry, EntryType, LotKind } from "@/lib/ledger/types";

/** A lot of the model; lots go by their source key, since ids are the database's to choose. */
export type ModelLot = {
  sourceKey: string;
  kind: LotKind;
  remaining: bigint;
  held: bigint;
  priority: number;
  effectiveAt: number;
  expiresAt: number | null;
  grantSeq: number;
};

/** An entry's story: type, amount, balance after, and what each lot or the debt got or gave. */
export type ModelEntry = { type: EntryType; amount: bigint; balanceAfter: bigint; parts: [string, bigint][] };

export type ModelDebit =
  | { ok: true; seq: number; replayed: boolean; balance: bigint; available: bigint }
  | { ok: false; reason: "insufficient_credits"; available: bigint }
  | { ok: false; reason: "idempotency_key_reused" };

/**
 * The rules of the ledger once more, for one account, as plainly as they can be said: no locks, no SQL, all lots looked
 * at every time. Whatever the real one answers has to be what this answers. Times are milliseconds.
 */
export class ModelLedger {
  readonly lots: ModelLot[] = [];
  readonly entries: ModelEntry[] = [];
  balance = 0n;
  debt = 0n;
  private readonly keys = new Map<string, { amount: bigint; seq: number }>();

  owe(debt: bigint): void {
    this.debt += debt;
    this.append("CLAWBACK", -debt, [["debt", -debt]]);
  }

  grant(
    lot: Omit<ModelLot, "remaining" | "held" | "grantSeq">,
    amount: bigint,
    now: number,
  ): "granted" | "already_granted" {
    this.expire(now);
    if (this.lots.some((known) => known.sourceKey === lot.sourceKey)) return "already_granted";
    const toDebt = min(this.debt, amount);
    const parts: [string, bigint][] = [
      ["debt", toDebt],
      [lot.sourceKey, amount - toDebt],
    ];
    this.debt -= toDebt;
    this.append("GRANT", amount, parts);
    this.lots.push({ ...lot, remaining: amount - toDebt, held: 0n, grantSeq: this.entries.length });
    return "granted";
  }

  debit(amount: bigint, key: string | null, now: number): ModelDebit {
    this.expire(now);
    const first = key === null ? undefined : this.keys.get(key);
    if (first && first.amount !== amount) return { ok: false, reason: "idempotency_key_reused" };
    if (first)
      return { ok: true, seq: first.seq, replayed: true, balance: this.balance, available: this.available(now) };
    const available = this.available(now);
    if (amount > available) return { ok: false, reason: "insufficient_credits", available };
    this.take("USAGE", this.inBurnOrder(now), amount);
    if (key !== null) this.keys.set(key, { amount, seq: this.entries.length });
    return {
      ok: true,
      seq: this.entries.length,
      replayed: false,
      balance: this.balance,
      available: this.available(now),
    };
  }

  /** Returns how many credits ended. */
  reset(keep: bigint, now: number): bigint {
    this.expire(now);
    const plan = this.lots.filter((lot) => lot.kind === "PLAN").sort((a, b) => a.grantSeq - b.grantSeq);
    const over = plan.filter((lot) => keep === 0n || free(lot) > 0n);
    const ended = sum(plan.map(free)) - keep;
    if (ended > 0n) this.take("RESET", plan, ended);
    for (const lot of over) if (free(lot) === 0n) lot.expiresAt = earlier(lot.expiresAt, now, lot.effectiveAt);
    return ended > 0n ? ended : 0n;
  }

  /** Returns how many lots expired. */
  expire(now: number): number {
    const due = this.lots
      .filter((lot) => lot.expiresAt !== null && lot.expiresAt <= now && free(lot) > 0n)
      .sort((a, b) => Number(a.expiresAt) - Number(b.expiresAt) || a.grantSeq - b.grantSeq);
    for (const lot of due) this.take("EXPIRY", [lot], free(lot));
    return due.length;
  }

  /** Pins what the lot has left of `amount`; returns how much that is. */
  pin(lot: ModelLot, amount: bigint): bigint {
    const pinned = min(free(lot), amount);
    lot.held += pinned;
    return pinned;
  }

  available(now: number): bigint {
    const spendable = sum(this.inBurnOrder(now).map(free));
    return spendable > this.debt ? spendable - this.debt : 0n;
  }

  private inBurnOrder(now: number): ModelLot[] {
    return this.lots
      .filter((lot) => lot.effectiveAt <= now && (lot.expiresAt === null || lot.expiresAt > now))
      .sort(byBurnOrder);
  }

  private take(type: EntryType, lots: ModelLot[], amount: bigint): void {
    const parts: [string, bigint][] = [];
    let left = amount;
    for (const lot of lots) {
      const taken = min(free(lot), left);
      lot.remaining -= taken;
      left -= taken;
      parts.push([lot.sourceKey, -taken]);
    }
    this.append(type, -amount, parts);
  }

  private append(type: EntryType, amount: bigint, parts: [string, bigint][]): void {
    this.balance += amount;
    this.entries.push({ type, amount, balanceAfter: this.balance, parts: parts.filter(([, part]) => part !== 0n) });
  }
}

/** A real entry told as the model tells it. */
export function asModelEntry(entry: Entry, sourceKeys: Map<string, string>): ModelEntry {
  const parts = entry.allocations.map((part): [string, bigint] =>
    "debt" in part ? ["debt", part.debt] : [sourceKeys.get(part.lot) ?? "unknown", part.amount],
  );
  return { type: entry.type, amount: entry.amount, balanceAfter: entry.balanceAfter, parts };
}

export function byBurnOrder(a: ModelLot, b: ModelLot): number {
  const never = Number.MAX_SAFE_INTEGER;
  return a.priority - b.priority || (a.expiresAt ?? never) - (b.expiresAt ?? never) || a.grantSeq - b.grantSeq;
}

/** What a reset ends is past its time from then on. */
function earlier(expiresAt: number | null, now: number, effectiveAt: number): number {
  return Math.min(expiresAt ?? Number.MAX_SAFE_INTEGER, Math.max(now, effectiveAt + 1));
}

const free = (lot: ModelLot): bigint => lot.remaining - lot.held;
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
