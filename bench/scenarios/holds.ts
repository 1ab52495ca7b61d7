import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { next } from "@/bench/data/spends";
import { createFloor, minimalThroughPg } from "@/bench/floor/minimal";
import { looped } from "@/bench/measure";
import { floorRow, type Row, type Scenario } from "@/bench/scenario";
import { type CaptureRequest, captureHold } from "@/lib/ledger/capture-hold";
import type { SpendQueue } from "@/lib/ledger/open-spend-queue";
import { type PlaceHoldRequest, placeHold } from "@/lib/ledger/place-hold";
import { openAnnouncingQueue } from "@/lib/ledger/spend-queue";

export const holdsScenario: Scenario = {
  name: "holds",
  title: "In process, holds placed and captured, over 1,000 accounts",
  run: ({ server, pace }) =>
    server.withDatabase(async (database) => {
      const accounts = await loadAccounts(server, database, { accounts: 1_000 });
      await createFloor(database, accounts.length);
      const queue = openAnnouncingQueue(database);
      const { hotSql } = database;
      const oneByOne = {
        hold: (request: PlaceHoldRequest, now: Date) => placeHold(hotSql, request, now),
        capture: (request: CaptureRequest, now: Date) => captureHold(hotSql, request, now),
      };
      const hold = looped((turn) => placeAndCapture(queue, accounts[turn % accounts.length] ?? ""));
      const alone = looped((turn) => placeAndCapture(oneByOne, accounts[turn % accounts.length] ?? ""));
      const rows: Row[] = [];
      for (const callers of [1, 8, 64]) {
        const minimal = minimalThroughPg(database.url, accounts.length);
        const { figures, ratio, p99Ratio } = await compare({ minimal, hold, alone }, { ...pace, callers });
        rows.push(floorRow("minimal, pg", callers, figures.minimal));
        const beside = {
          against: "minimal, pg",
          ratio: ratio("hold", "minimal"),
          p99Ratio: p99Ratio("hold", "minimal"),
        };
        rows.push({ what: "hold placed and captured", callers, ...beside, ...figures.hold });
        const apart = {
          against: "hold placed and captured",
          ratio: ratio("alone", "hold"),
          p99Ratio: p99Ratio("alone", "hold"),
        };
        rows.push({ what: "hold, not through the queue", callers, ...apart, ...figures.alone });
      }
      await checkSample(database, accounts);
      return { rows, goals: [] };
    }),
};

/** A hold of 5, of which 3 are captured. */
export async function placeAndCapture(queue: Pick<SpendQueue, "hold" | "capture">, accountId: string): Promise<void> {
  const key = next();
  const placed = await queue.hold(
    { accountId, amount: 5n, idempotencyKey: `hold-${key}`, actor: "system" },
    new Date(),
  );
  if (!placed.ok) throw new Error(`A hold was refused: ${placed.reason}.`);
  const capture = {
    accountId,
    holdId: placed.hold.id,
    amount: 3n,
    idempotencyKey: `capture-${key}`,
    actor: "system" as const,
  };
  const captured = await queue.capture(capture, new Date());
  if (!captured.ok) throw new Error(`A capture was refused: ${captured.reason}.`);
}
