import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { type HoldRow, toHold } from "@/lib/ledger/rows";
import type { Hold } from "@/lib/ledger/types";

export type ReleaseRequest = { accountId: string; holdId: string };

export type ReleaseResult =
  /** `replayed` when it had already been released. */
  | { ok: true; hold: Hold; balance: bigint; available: bigint; replayed: boolean }
  | { ok: false; reason: "hold_not_open"; status: "CAPTURED" | "EXPIRED" }
  | { ok: false; reason: "unknown_hold" }
  | { ok: false; reason: "unknown_account" };

/** Ends a hold without a spend. Its credits are available again; expired ones expire at once. */
export async function releaseHold(sql: Sql, request: ReleaseRequest, now: Date): Promise<ReleaseResult> {
  const [row] = await sql<ReleaseRow>`
    SELECT outcome, balance, available, (hold).*
    FROM ledger_release_hold(${request.accountId}::uuid, ${request.holdId}::uuid, ${now}::timestamptz)`;
  if (!row) throw new Error("ledger_release_hold returned no row.");
  if (row.outcome === "released") await announceChanged(sql, [request.accountId]);
  switch (row.outcome) {
    case "released":
    case "replayed": {
      const { balance, available } = row;
      return { ok: true, hold: toHold(row, now), balance, available, replayed: row.outcome === "replayed" };
    }
    case "hold_not_open":
      return { ok: false, reason: row.outcome, status: row.status };
    default:
      return { ok: false, reason: row.outcome };
  }
}

type ReleaseRow =
  | (HoldRow & { outcome: "released" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "hold_not_open"; status: "CAPTURED" | "EXPIRED" }
  | { outcome: "unknown_hold" | "unknown_account" };
