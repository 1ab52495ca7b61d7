import { compare } from "@/bench/compare";
import { debits } from "@/bench/data/spends";
import { createFloor, minimalThroughPg } from "@/bench/floor/minimal";
import { findPgbench, minimalThroughPgbench } from "@/bench/floor/pgbench";
import type { Candidate } from "@/bench/measure";
import { type Bench, floorRow, type Row } from "@/bench/scenario";
import type { BenchDatabase } from "@/bench/server";
import { countSpends } from "@/lib/monitoring/count-spends";

const CALLERS = [1, 8, 64, 256];

export type Ratios = { callers: number; toPg: number; toPgbench: number | null };

/** Our debit, as the app's processes count it and without that, and the minimal one, on the same server and the same number of accounts, with more and more callers. */
export async function compareWithFloor(
  { pace }: Bench,
  database: BenchDatabase,
  accounts: readonly string[],
): Promise<{ rows: Row[]; ratios: Ratios[] }> {
  await createFloor(database, 1_000);
  const pgbench = findPgbench();
  if (!pgbench) console.log("pgbench is not installed: the floor is measured through pg alone.");
  const candidates = {
    pg: minimalThroughPg(database.url, accounts.length),
    ...(pgbench && { pgbench: minimalThroughPgbench(pgbench, database.url, accounts.length) }),
    debit: counted(debits(database, accounts)),
    uncounted: debits(database, accounts),
  };
  const rows: Row[] = [];
  const ratios: Ratios[] = [];
  for (const callers of CALLERS) {
    const { figures, ratio, p99Ratio } = await compare<"pg" | "pgbench" | "debit" | "uncounted">(
      candidates as Record<"pg" | "pgbench" | "debit" | "uncounted", Candidate>,
      { ...pace, callers },
    );
    rows.push(floorRow("minimal, pg", callers, figures.pg));
    if (pgbench) rows.push(floorRow("minimal, pgbench", callers, figures.pgbench));
    const toPg = ratio("debit", "pg");
    const beside = { against: "minimal, pg", ratio: toPg, p99Ratio: p99Ratio("debit", "pg") };
    rows.push({ what: "debit", callers, ...beside, ...figures.debit });
    const without = { against: "debit", ratio: ratio("uncounted", "debit"), p99Ratio: p99Ratio("uncounted", "debit") };
    rows.push({ what: "debit, not counted", callers, ...without, ...figures.uncounted });
    ratios.push({ callers, toPg, toPgbench: pgbench ? ratio("debit", "pgbench") : null });
  }
  return { rows, ratios };
}

/** With the metrics that the app's processes keep of their spends. */
function counted(candidate: Candidate): Candidate {
  return async (callers, seconds) => {
    const stopCounting = countSpends();
    try {
      return await candidate(callers, seconds);
    } finally {
      stopCounting();
    }
  };
}
