import { compare } from "@/bench/compare";
import { loadAccounts } from "@/bench/data/accounts";
import { checkSample } from "@/bench/data/check";
import { debits } from "@/bench/data/spends";
import { type Candidate, looped } from "@/bench/measure";
import { atMost, floorRow, type Goal, type Row, type Scenario } from "@/bench/scenario";
import type { Database, Sql } from "@/lib/db";
import { getBalance } from "@/lib/ledger/queries";

const ACCOUNTS = 100_000;
const DEBITS_EACH = { full: 98, quick: 8 };
// The number of accounts active at a time, the same with a history and without.
const ACTIVE = 1_000;

export const historyScenario: Scenario = {
  name: "history",
  title: "With a long history, against the same accounts without one",
  run: ({ server, pace, quick }) =>
    server.withDatabase((fresh) =>
      server.withDatabase(async (old) => {
        const debitsEach = quick ? DEBITS_EACH.quick : DEBITS_EACH.full;
        const entries = ACCOUNTS * (debitsEach + 2);
        console.log(`Loading ${entries.toLocaleString("en")} entries of ${ACCOUNTS.toLocaleString("en")} accounts …`);
        const freshAccounts = spread(await loadAccounts(server, fresh, { accounts: ACCOUNTS }));
        const oldAccounts = spread(await loadAccounts(server, old, { accounts: ACCOUNTS, debitsEach }));
        await checkSample(old, oldAccounts);
        const facts = { entries, accounts: ACCOUNTS, bytes: await size(old.sql) };

        const rows: Row[] = [];
        const goals: Goal[] = [];
        const matrix: [string, number, number, (database: Database, accounts: readonly string[]) => Candidate][] = [
          ["debit, 1,000 active accounts", 64, ACTIVE, debits],
          ["debit, all 100,000 accounts in turn", 64, ACCOUNTS, debits],
          ["debit, 1,000 active accounts, one caller", 1, ACTIVE, debits],
          ["balance, 1,000 active accounts", 8, ACTIVE, balances],
          ["balance, all 100,000 accounts in turn", 8, ACCOUNTS, balances],
        ];
        for (const [what, callers, active, candidate] of matrix) {
          const { figures, ratio, p99Ratio } = await compare(
            {
              without: candidate(fresh, freshAccounts.slice(0, active)),
              with: candidate(old, oldAccounts.slice(0, active)),
            },
            { ...pace, callers },
          );
          rows.push(floorRow(`${what}, no history`, callers, figures.without));
          const beside = { ratio: ratio("with", "without"), p99Ratio: p99Ratio("with", "without") };
          rows.push({ what: `${what}, history`, callers, against: "no history", ...beside, ...figures.with });
          goals.push(atMost(`${what}: x time without history`, 1.25, ratio("without", "with")));
        }
        await checkSample(old, oldAccounts);
        return { rows, goals, facts };
      }),
    ),
};

function balances({ sql }: Database, accounts: readonly string[]): Candidate {
  return looped(async (turn) => {
    const balance = await getBalance(sql, accounts[turn % accounts.length] ?? "", new Date());
    if (!balance || balance.balance <= 0n) throw new Error("A balance is not there.");
  });
}

/** In an order that has nothing to do with where they lie, the same in every run: 7,919 and the count share no factor. */
function spread(accounts: readonly string[]): string[] {
  return accounts.map((_, index) => accounts[(index * 7_919) % accounts.length] ?? "");
}

async function size(sql: Sql): Promise<string> {
  const [row] = await sql<{ bytes: bigint }>`SELECT pg_database_size(current_database()) AS bytes`;
  return String(row?.bytes);
}
