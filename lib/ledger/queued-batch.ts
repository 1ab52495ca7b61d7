import type { Sql } from "@/lib/db";
import { captureBatch } from "@/lib/ledger/capture-batch";
import { holdBatch, type Placing } from "@/lib/ledger/hold-batch";
import type { PlaceHoldResult } from "@/lib/ledger/place-hold";
import { type Spend, type SpendResult, spendBatch } from "@/lib/ledger/spend-batch";

/** What the spend queue takes. */
export type Queued = Spend | Placing;

export type QueuedResult = SpendResult | PlaceHoldResult;

/** What goes in one statement: holds to place, captures alone, or debits with captures among them. */
export type BatchKind = "holds" | "captures" | "spends";

/** The kind of statement for an account's spends, of which none or all place holds. */
export function kindOf(spends: readonly Queued[]): BatchKind {
  if (spends[0]?.verb === "hold") return "holds";
  return spends.every(({ verb }) => verb === "capture") ? "captures" : "spends";
}

/** Runs spends of one kind in one statement; see `holdBatch`, `captureBatch` and `spendBatch`. */
export function runBatch(
  sql: Sql,
  spends: readonly Queued[],
  how: { wait: boolean },
): Promise<(QueuedResult | "busy")[]> {
  const holds = spends.filter((spend) => spend.verb === "hold");
  if (holds.length === spends.length) return holdBatch(sql, holds, how);
  const captures = spends.filter((spend) => spend.verb === "capture");
  if (captures.length === spends.length) return captureBatch(sql, captures, how);
  return spendBatch(
    sql,
    spends.filter((spend) => spend.verb !== "hold"),
    how,
  );
}
