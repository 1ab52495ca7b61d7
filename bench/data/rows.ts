import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";

/** An account to be loaded. */
export type Shape = {
  index: number;
  /** How far it is among all accounts, from 0 to 1: their entries are spread over time. */
  share: number;
  /** Of the user, and so of the account. */
  id: string;
  plan: string;
  pack: string;
  debits: number;
  now: Date;
};

const LOT = 1_000_000_000;
const YEAR_MS = 365 * 86_400_000;
const MONTH_MS = 30 * 86_400_000;
const NULL = "\\N";

export const toUser = {
  columns: `"user" (id, email, created_at, updated_at)`,
  row: ({ index, id, now }: Shape) => line([id, `person-${index}@example.com`, begun(now), begun(now)]),
};

export const toAccount = {
  columns: "credit_account (id, balance, seq, next_expiry_at, created_at, updated_at)",
  row: ({ id, debits, now }: Shape) =>
    line([id, 2 * LOT - spent(debits), 2 + debits, ends(now), begun(now), begun(now)]),
};

export const toLots = {
  columns:
    "credit_lot (account_id, id, kind, origin, amount, remaining, priority, effective_at, expires_at, source_key, grant_seq, created_at)",
  row: ({ id, plan, pack, debits, now }: Shape) => {
    const lot = (lotId: string, kind: "PLAN" | "PACK", remaining: number, expiresAt: string, grantSeq: number) =>
      line([
        id,
        lotId,
        kind,
        kind === "PLAN" ? "REFILL" : "PURCHASE",
        LOT,
        remaining,
        DEFAULT_PRIORITY[kind],
        begun(now),
        expiresAt,
        `bench:${kind}`,
        grantSeq,
        begun(now),
      ]);
    return lot(plan, "PLAN", LOT - spent(debits), ends(now), 1) + lot(pack, "PACK", LOT, NULL, 2);
  },
};

export const toEntry = {
  columns:
    "ledger_entry (account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations, description, actor, created_at)",
  row: (account: Shape, seq: number) => (seq <= 2 ? granted(account, seq) : debited(account, seq)),
};

function granted({ id, plan, pack, now }: Shape, seq: number): string {
  const allocations = `[{"lot": "${seq === 1 ? plan : pack}", "amount": ${LOT}}]`;
  const before = (seq - 1) * LOT;
  return line([id, seq, "GRANT", LOT, before, before + LOT, NULL, NULL, allocations, "", "system", begun(now)]);
}

function debited({ id, plan, debits, now, share }: Shape, seq: number): string {
  const nth = seq - 2;
  const amount = amountOf(nth);
  const after = 2 * LOT - spent(nth);
  const hash = `\\\\x${nth.toString(16).padStart(32, "0")}${id.replaceAll("-", "")}`;
  const at = new Date(now.getTime() - YEAR_MS + Math.floor((YEAR_MS * (nth - 1 + share)) / (debits + 1))).toISOString();
  const allocations = `[{"lot": "${plan}", "amount": ${-amount}}]`;
  const described = "A model call";
  const key = `job-${seq}`;
  const row = [id, seq, "USAGE", -amount, after + amount, after, key, hash, allocations, described, `user:${id}`, at];
  return line(row);
}

/** The amount of the nth debit: 1 to 5, so that mixed-up entries are noticed. */
const amountOf = (nth: number): number => 1 + (nth % 5);

/** The sum of the first n debits. */
function spent(n: number): number {
  let sum = 0;
  for (let nth = 1; nth <= n; nth += 1) sum += amountOf(nth);
  return sum;
}

const begun = (now: Date): string => new Date(now.getTime() - YEAR_MS).toISOString();
const ends = (now: Date): string => new Date(now.getTime() + MONTH_MS).toISOString();
const line = (values: (string | number)[]): string => `${values.join("\t")}\n`;
